# iaclint-summary: The first password of a user stays, or is short.
# iaclint-why: It is in the state, and whoever reads the state can sign in until the user changes it.
# iaclint-fix: Set `password_reset_required = true`, and `password_length` to 14 or more, or leave it out: it is 20
# then.
# iaclint-groups: identity
# iaclint-peers: kics:b592ffd4-0577-44b6-bd35-8c5ee81b5918
# iaclint-security: 5.0
resource_policy "aws_iam_user_login_profile" "user_first_password" {
  enforcement_level = "advisory"

  enforce {
    condition     = core::try(attrs.password_reset_required, null) == true
    error_message = "The user need not change the password that Terraform knows"
  }

  enforce {
    condition     = core::coalesce(core::try(attrs.password_length, null), 20) >= 14
    error_message = "The password has fewer than 14 characters"
  }
}
