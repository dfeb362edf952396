# iaclint-summary: The users of a user pool sign in with a password alone.
# iaclint-why: Passwords are guessed, stolen and used twice; whoever has one is the user.
# iaclint-fix: Set `mfa_configuration` to `ON` or `OPTIONAL`, and add `software_token_mfa_configuration { enabled =
# true }`.
# iaclint-controls: Cognito.5
# iaclint-groups: identity
# iaclint-peers: kics:ec28bf61-a474-4dbe-b414-6dd3a067d6f0
# iaclint-security: 4.0
resource_policy "aws_cognito_user_pool" "mfa" {
  enforcement_level = "advisory"

  enforce {
    condition     = core::contains(["ON", "OPTIONAL"], core::try(attrs.mfa_configuration, "OFF"))
    error_message = "Users have no second factor"
  }

  enforce {
    condition = (
      core::try(attrs.mfa_configuration, "OFF") == "OFF" ||
      core::try(attrs.software_token_mfa_configuration[0].enabled, false) == true ||
      core::length(core::try(attrs.sms_configuration, [])) > 0 ||
      core::length(core::try(attrs.email_mfa_configuration, [])) > 0
    )
    error_message = "Nothing says what the second factor of users is"
  }
}
