# iaclint-summary: Somebody else may do more with a function than call it.
# iaclint-why: With `lambda:*` the service or account may also read the code, replace it, or delete the function.
# iaclint-fix: Set `action = "lambda:InvokeFunction"`.
# iaclint-groups: default, exposure
# iaclint-peers: kics:75ec6890-83af-4bf1-9f16-e83726df0bd0, kics:ad9dabc7-7839-4bae-a957-aa9120013f39
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
