# iaclint-summary: Users may take an old password again.
# iaclint-why: A password that leaked once comes back with everybody who alternates between two.
# iaclint-fix: Set `password_reuse_prevention = 24`.
# iaclint-controls: IAM.16, CIS 1.9
# iaclint-groups: identity, cis
# iaclint-peers: checkov:CKV_AWS_13, trivy:AWS-0056, kics:89806cdc-9c2e-4bd1-a0dc-53f339bcfb2a
# iaclint-security: 3.0
resource_policy "aws_iam_account_password_policy" "password_reuse" {
  enforcement_level = "advisory"

  enforce {
    condition     = core::coalesce(core::try(attrs.password_reuse_prevention, null), 0) >= 24
    error_message = "Fewer than 24 old passwords are remembered"
  }
}
