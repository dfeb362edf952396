# iaclint-summary: Passwords of users may have fewer than 14 characters.
# iaclint-why: Short passwords can be found by trying, and those that people use elsewhere are short.
# iaclint-fix: Set `minimum_password_length` to 14 or more.
# iaclint-controls: IAM.15, CIS 1.8
# iaclint-groups: identity, cis
# iaclint-peers: checkov:CKV_AWS_10, trivy:AWS-0063, kics:1bc1c685-e593-450e-88fb-19db4c82aa1d
# iaclint-security: 4.0
resource_policy "aws_iam_account_password_policy" "password_length" {
  enforcement_level = "advisory"

  enforce {
    condition     = core::coalesce(core::try(attrs.minimum_password_length, null), 6) >= 14
    error_message = "Passwords may have fewer than 14 characters"
  }
}
