# iaclint-summary: A method of an API passes on requests without looking at them.
# iaclint-why: Whatever a caller sends reaches the integration, also what lacks a parameter or does not follow the
# model: the code behind must refuse it, and is paid for.
# iaclint-fix: Set `request_validator_id` to that of an aws_api_gateway_request_validator.
# iaclint-groups: exposure
# iaclint-peers: checkov:CKV2_AWS_53
# iaclint-security: 2.0
resource_policy "aws_api_gateway_method" "request_validator" {
  enforcement_level = "advisory"

  filter = core::try(attrs.http_method, null) != "OPTIONS"

  enforce {
    condition     = core::try(attrs.request_validator_id, null) != null
    error_message = "No validator looks at the requests"
  }
}
