# iaclint-id: apigateway-access-logs
# iaclint-summary: A stage of an API does not record who calls it.
# iaclint-why: Nobody can tell afterwards who called what, when and with which result: neither after an attack nor
# when a client complains.
# iaclint-fix: Add `access_log_settings` with the ARN of an aws_cloudwatch_log_group and a format.
# iaclint-controls: APIGateway.9
# iaclint-groups: logging, fsbp
# iaclint-peers: checkov:CKV_AWS_76, trivy:AWS-0001, kics:1b6799eb-4a7a-4b04-9001-8cceb9999326

resource_policy "aws_api_gateway_stage" "access_logs" {
  enforcement_level = "advisory"

  enforce {
    condition     = core::length(core::try(attrs.access_log_settings, [])) > 0
    error_message = "The stage has no access log"
  }
}

resource_policy "aws_apigatewayv2_stage" "access_logs" {
  enforcement_level = "advisory"

  enforce {
    condition     = core::length(core::try(attrs.access_log_settings, [])) > 0
    error_message = "The stage has no access log"
  }
}
