# iaclint-summary: A user can sign in to the console with a password of IAM.
# iaclint-why: Such a password is one more that can be guessed or phished, beside the company's own sign-in, and stays
# when somebody leaves.
# iaclint-fix: Let people sign in by IAM Identity Center, and remove the aws_iam_user_login_profile.
# iaclint-groups: identity
# iaclint-peers: checkov:CKV2_AWS_22, kics:9ec311bf-dfd9-421f-8498-0b063c8bc552
# iaclint-security: 3.0
resource_policy "aws_iam_user_login_profile" "user_console" {
  enforcement_level = "advisory"

  enforce {
    condition     = false
    error_message = "The user gets a password for the console"
  }
}
