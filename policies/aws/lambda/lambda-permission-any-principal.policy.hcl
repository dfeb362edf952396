# iaclint-id: lambda-permission-any-principal
# iaclint-summary: A function may be called by the principal `*`, and conditions alone say who is meant.
# iaclint-why: A source that is removed or misspelt lets everybody who has an AWS account call the function. What
# everybody may call as it is, lambda-permission-public tells.
# iaclint-fix: Name the service or account as `principal`, such as `events.amazonaws.com`, and keep `source_arn` beside
# it.
# iaclint-groups: strict
# iaclint-peers: checkov:CKV_AWS_301, kics:e08ed7eb-f3ef-494d-9d22-2e3db756a347
# iaclint-security: 4.0

resource_policy "aws_lambda_permission" "permission_any_principal" {
  enforcement_level = "advisory"

  # The permissions that a function's URL needs are told of by lambda-url-public.
  filter = core::try(attrs.function_url_auth_type, null) == null

  enforce {
    condition     = core::try(attrs.principal, null) != "*"
    error_message = "The principal is `*`"
  }
}
