# iaclint-summary: Nothing checks who made the code of a function.
# iaclint-why: Whoever may update the function, or write into the bucket that its code comes from, runs their own code
# with its role.
# iaclint-fix: Set `code_signing_config_arn` to an aws_lambda_code_signing_config.
# iaclint-groups: hygiene
# iaclint-peers: checkov:CKV_AWS_272
# iaclint-security: 2.0
resource_policy "aws_lambda_function" "code_signing" {
  enforcement_level = "advisory"

  # Lambda checks no signatures of images.
  filter = core::try(attrs.package_type, null) != "Image"

  enforce {
    condition     = core::try(attrs.code_signing_config_arn, null) != null
    error_message = "The function's code need not be signed"
  }
}
