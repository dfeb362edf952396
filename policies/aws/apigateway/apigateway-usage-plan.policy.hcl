# iaclint-id: apigateway-usage-plan
# iaclint-summary: A stage of an API is in no usage plan.
# iaclint-why: Nothing limits how often one caller may call: a single one can use up the account's quota, and run up
# the bill.
# iaclint-fix: Name the API and the stage in `api_stages` of an aws_api_gateway_usage_plan, with `throttle_settings`
# and `quota_settings`.
# iaclint-groups: cost, resilience
# iaclint-peers: kics:c999cf62-0920-40f8-8dda-0caccd66ed7e, kics:b3a59b8e-94a3-403e-b6e2-527abaf12034

resource_policy "aws_api_gateway_stage" "usage_plan" {
  enforcement_level = "advisory"

  locals {
    plans = core::getresources("aws_api_gateway_usage_plan", {})
    planned = core::anytrue(core::flatten([
      for plan in local.plans : [
        for one in core::try(plan.api_stages, []) : one.api_id == attrs.rest_api_id && one.stage == attrs.stage_name
      ]
    ]))
  }

  enforce {
    condition     = local.planned
    error_message = "No usage plan has the stage"
  }
}

resource_policy "aws_api_gateway_deployment" "usage_plan" {
  enforcement_level = "advisory"

  # One that makes a stage itself.
  filter = core::try(attrs.stage_name, null) != null

  locals {
    plans = core::getresources("aws_api_gateway_usage_plan", {})
    planned = core::anytrue(core::flatten([
      for plan in local.plans : [
        for one in core::try(plan.api_stages, []) : one.api_id == attrs.rest_api_id && one.stage == attrs.stage_name
      ]
    ]))
  }

  enforce {
    condition     = local.planned
    error_message = "No usage plan has the deployment's stage"
  }
}
