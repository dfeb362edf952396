policytest {
  targets = ["iam-password-number.policy.hcl"]
}

resource "aws_iam_account_password_policy" "good_0" {
  attrs = { require_numbers = true }
}

resource "aws_iam_account_password_policy" "bad_0" {
  expect_failure = true
  attrs          = { require_numbers = false }
}

resource "aws_iam_account_password_policy" "bad_1" {
  expect_failure = true
  attrs          = { require_numbers = null }
}

resource "aws_iam_account_password_policy" "missing" {
  expect_failure = true
  attrs          = { hard_expiry = false }
}

# iaclint-unknown: require_numbers
# iaclint-expect: undetermined
resource "aws_iam_account_password_policy" "unknown" {
  skip  = true
  attrs = { hard_expiry = false }
}
