# iaclint-summary: Passwords of users need not contain an uppercase letter.
# iaclint-why: A password of one kind of characters is among those that are guessed first.
# iaclint-fix: Set `require_uppercase_characters = true`.
# iaclint-controls: IAM.7, IAM.11
# iaclint-groups: identity, fsbp
# iaclint-peers: checkov:CKV_AWS_15, trivy:AWS-0061, kics:2c3d4ghwt-e5f6-7890-ab12-cd34ef567890
# iaclint-security: 3.0
resource_policy "aws_iam_account_password_policy" "password_uppercase" {
  enforcement_level = "advisory"

  enforce {
    condition     = core::try(attrs.require_uppercase_characters, null) == true
    error_message = "Passwords need not contain an uppercase letter"
  }
}
