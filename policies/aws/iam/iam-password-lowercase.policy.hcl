# iaclint-summary: Passwords of users need not contain a lowercase letter.
# iaclint-why: A password of one kind of characters is among those that are guessed first.
# iaclint-fix: Set `require_lowercase_characters = true`.
# iaclint-controls: IAM.7, IAM.12
# iaclint-groups: identity, fsbp
# iaclint-peers: checkov:CKV_AWS_11, trivy:AWS-0058, kics:a1b2c3d4-e5f6-7890-ab12-cd34ef567890
# iaclint-security: 3.0
resource_policy "aws_iam_account_password_policy" "password_lowercase" {
  enforcement_level = "advisory"

  enforce {
    condition     = core::try(attrs.require_lowercase_characters, null) == true
    error_message = "Passwords need not contain a lowercase letter"
  }
}
