# iaclint-summary: A project of CodeBuild encrypts its artifacts with a key of AWS.
# iaclint-why: Whoever in the account may use S3 may use that key; its policy cannot be changed, and it does not work
# for a bucket of another account.
# iaclint-fix: Set `encryption_key` to the ARN of a key of your own. A key that a data source finds counts as your own.
# iaclint-groups: customer-keys
# iaclint-peers: checkov:CKV_AWS_147, kics:3deec14b-03d2-4d27-9670-7d79322e3340
# iaclint-security: 2.5
resource_policy "aws_codebuild_project" "customer_key" {
  enforcement_level = "advisory"

  filter = core::length([for one in core::try(attrs.artifacts, []) : one if one.type != "NO_ARTIFACTS"]) > 0

  enforce {
    condition     = core::try(attrs.encryption_key, null) != null
    error_message = "Artifacts are encrypted with a key of AWS"
  }
}
