# iaclint-summary: A method of an API can be called without a key.
# iaclint-why: Callers cannot be told apart, and no usage plan limits how much each of them may call.
# iaclint-fix: Set `api_key_required = true`, and give callers keys with an aws_api_gateway_usage_plan_key. Keys do
# not replace authorization.
# iaclint-groups: cost
# iaclint-peers: kics:671211c5-5d2a-4e97-8867-30fc28b02216
resource_policy "aws_api_gateway_method" "api_key" {
  enforcement_level = "advisory"

  filter = core::try(attrs.http_method, null) != "OPTIONS"

  enforce {
    condition     = core::try(attrs.api_key_required, false) == true
    error_message = "The method asks for no key"
  }
}
