# iaclint-summary: Users may not change their own password.
# iaclint-why: The first password, which somebody else made and sent, stays the password, and one that leaked cannot
# be changed at once.
# iaclint-fix: Leave `allow_users_to_change_password` out, or set it to true.
# iaclint-groups: identity
# iaclint-peers: kics:9ef7d25d-9764-4224-9968-fa321c56ef76
# iaclint-security: 3.0
resource_policy "aws_iam_account_password_policy" "password_change" {
  enforcement_level = "advisory"

  enforce {
    condition     = core::try(attrs.allow_users_to_change_password, null) != false
    error_message = "Users may not change their own password"
  }
}
