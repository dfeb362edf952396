# iaclint-summary: Passwords of users are valid for more than 90 days.
# iaclint-why: A password that somebody else learned works for as long as nobody notices.
# iaclint-fix: Set `max_password_age` to 90 or less.
# iaclint-controls: IAM.17
# iaclint-groups: identity
# iaclint-peers: checkov:CKV_AWS_9, trivy:AWS-0062, kics:ce60d060-efb8-4bfd-9cf7-ff8945d00d90
# iaclint-security: 2.0
resource_policy "aws_iam_account_password_policy" "password_expiry" {
  enforcement_level = "advisory"

  enforce {
    condition     = core::contains(core::range(1, 91), core::coalesce(core::try(attrs.max_password_age, null), 0))
    error_message = "Passwords do not expire within 90 days"
  }
}
