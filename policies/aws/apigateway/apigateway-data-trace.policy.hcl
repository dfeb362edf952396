# iaclint-id: apigateway-data-trace
# iaclint-summary: An API writes whole requests and answers into its log.
# iaclint-why: Passwords, tokens and personal data of callers are then in CloudWatch, for everybody who may read logs.
# iaclint-fix: Remove `data_trace_enabled`, or set it to false where development has come to an end.
# iaclint-groups: secrets, logging
# iaclint-peers: checkov:CKV_AWS_276
# iaclint-security: 4.0

resource_policy "aws_api_gateway_method_settings" "data_trace" {
  enforcement_level = "mandatory_overridable"

  enforce {
    condition     = core::try(attrs.settings[0].data_trace_enabled, false) != true
    error_message = "Whole requests and answers are logged"
  }
}

resource_policy "aws_apigatewayv2_stage" "data_trace" {
  enforcement_level = "mandatory_overridable"

  enforce {
    condition     = core::try(attrs.default_route_settings[0].data_trace_enabled, false) != true
    error_message = "Whole requests and answers are logged"
  }
}
