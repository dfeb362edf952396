policytest {
  targets = ["iam-password-change.policy.hcl"]
}

resource "aws_iam_account_password_policy" "good_0" {
  attrs = { allow_users_to_change_password = true }
}

resource "aws_iam_account_password_policy" "good_1" {
  attrs = { allow_users_to_change_password = null }
}

resource "aws_iam_account_password_policy" "bad_0" {
  expect_failure = true
  attrs          = { allow_users_to_change_password = false }
}

resource "aws_iam_account_password_policy" "missing" {
  attrs = { hard_expiry = false }
}

# iaclint-unknown: allow_users_to_change_password
# iaclint-expect: undetermined
resource "aws_iam_account_password_policy" "unknown" {
  skip  = true
  attrs = { hard_expiry = false }
}
