# iaclint-summary: Passwords of users need not contain a digit.
# iaclint-why: A password of one kind of characters is among those that are guessed first.
# iaclint-fix: Set `require_numbers = true`.
# iaclint-controls: IAM.7, IAM.14
# iaclint-groups: identity, fsbp
# iaclint-peers: checkov:CKV_AWS_12, trivy:AWS-0059, kics:0df2ce76-ba56-445a-89f8-5ba34b7fafe3
# iaclint-security: 3.0
resource_policy "aws_iam_account_password_policy" "password_number" {
  enforcement_level = "advisory"

  enforce {
    condition     = core::try(attrs.require_numbers, null) == true
    error_message = "Passwords need not contain a digit"
  }
}
