# iaclint-summary: Somebody else may do more with a function than call it.
# iaclint-why: With `lambda:*` the service or account may also read the code, replace it, or delete the function.
# iaclint-fix: Set `action = "lambda:InvokeFunction"`.
# iaclint-groups: default, exposure
# iaclint-peers: kics:lambda_permission_misconfigured, kics:lambda_with_vulnerable_policy
# iaclint-security: 6.0
resource_policy "aws_lambda_permission" "permission_action" {
  enforcement_level = "mandatory_overridable"

  locals {
    action = core::coalesce(core::try(attrs.action, null), "lambda:InvokeFunction")
  }

  enforce {
    condition     = core::startswith(core::lower(local.action), "lambda:invoke")
    error_message = "The permission is for ${local.action}, not only for calls"
  }
}
