# iaclint-summary: Every account of AWS may call a function.
# iaclint-why: The principal `*` is everybody who has an AWS account: they call the function with any event, and it
# does with its role what the event says.
# iaclint-fix: Name the service or account as `principal`, with `source_arn` or `source_account`, or set
# `principal_org_id`.
# iaclint-controls: Lambda.1
# iaclint-groups: default, exposure, fsbp
# iaclint-peers: checkov:CKV_AWS_301, kics:1btsf2f9-af8c-4dfc-a0f1-a03adb70deb2,
# kics:e08ed7eb-f3ef-494d-9d22-2e3db756a347
# iaclint-security: 8.0
resource_policy "aws_lambda_permission" "permission_public" {
  enforcement_level = "mandatory"

  # The two permissions that a function's URL needs are told of by lambda-url-public.
  filter = (
    core::try(attrs.function_url_auth_type, null) == null &&
    core::length(core::try(core::getresources("aws_lambda_function_url", { function_name = attrs.function_name }), [])) == 0
  )

  enforce {
    condition = (
      core::try(attrs.principal, null) != "*" || core::try(attrs.source_arn, null) != null ||
      core::try(attrs.source_account, null) != null || core::try(attrs.principal_org_id, null) != null
    )
    error_message = "Everybody who has an AWS account may call the function"
  }
}
