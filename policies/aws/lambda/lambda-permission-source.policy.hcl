# iaclint-summary: A service may call a function on behalf of any account.
# iaclint-why: The service calls for whoever set it up: somebody in another account points their bucket, topic or rule
# at the function, and it takes their events for its own.
# iaclint-fix: Set `source_arn` to what calls the function, or `source_account` to the account, and for S3 both.
# iaclint-controls: Lambda.1
# iaclint-groups: default, exposure, fsbp
# iaclint-peers: checkov:CKV_AWS_364, trivy:AWS-0067
# iaclint-security: 6.0
resource_policy "aws_lambda_permission" "permission_source" {
  enforcement_level = "mandatory_overridable"

  filter = core::regex_match(core::coalesce(core::try(attrs.principal, null), "*"), "\\.amazonaws\\.com(\\.cn)?$")

  enforce {
    condition = (
      core::try(attrs.source_arn, null) != null || core::try(attrs.source_account, null) != null ||
      core::try(attrs.principal_org_id, null) != null
    )
    error_message = "The service may call the function for any account"
  }
}
