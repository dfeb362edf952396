# iaclint-summary: No firewall looks at the requests to a stage of an API.
# iaclint-why: Known attacks, floods from one address and scanners reach the integrations, which must stand all of
# them themselves.
# iaclint-fix: Add an aws_wafv2_web_acl_association with the stage's ARN.
# iaclint-controls: APIGateway.4
# iaclint-groups: exposure, fsbp
# iaclint-peers: checkov:CKV2_AWS_29, kics:a186e82c-1078-4a7b-85d8-579561fde884
# iaclint-security: 4.0
resource_policy "aws_api_gateway_stage" "waf" {
  enforcement_level = "advisory"

  filter = !local.private

  locals {
    # A private API is reached from within VPCs only.
    apis = core::getresources("aws_api_gateway_rest_api", { id = attrs.rest_api_id })
    private = core::anytrue([
      for api in local.apis : core::contains(core::try(api.endpoint_configuration[0].types, []), "PRIVATE")
    ])
    current = core::getresources("aws_wafv2_web_acl_association", { resource_arn = attrs.arn })
    classic = core::getresources("aws_wafregional_web_acl_association", { resource_arn = attrs.arn })
  }

  enforce {
    condition     = core::length(local.current) > 0 || core::length(local.classic) > 0
    error_message = "No firewall looks at the requests to the stage"
  }
}
