# iaclint-summary: Passwords of users need not contain a symbol.
# iaclint-why: A password of one kind of characters is among those that are guessed first.
# iaclint-fix: Set `require_symbols = true`.
# iaclint-controls: IAM.7, IAM.13
# iaclint-groups: identity, fsbp
# iaclint-peers: checkov:CKV_AWS_14, trivy:AWS-0060, kics:bts2c3d4-e5f6-7890-ab12-cd34ef567890
# iaclint-security: 3.0
resource_policy "aws_iam_account_password_policy" "password_symbol" {
  enforcement_level = "advisory"

  enforce {
    condition     = core::try(attrs.require_symbols, null) == true
    error_message = "Passwords need not contain a symbol"
  }
}
