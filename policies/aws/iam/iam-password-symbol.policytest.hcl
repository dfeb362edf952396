policytest {
  targets = ["iam-password-symbol.policy.hcl"]
}

resource "aws_iam_account_password_policy" "good_0" {
  attrs = { require_symbols = true }
}

resource "aws_iam_account_password_policy" "bad_0" {
  expect_failure = true
  attrs          = { require_symbols = false }
}

resource "aws_iam_account_password_policy" "bad_1" {
  expect_failure = true
  attrs          = { require_symbols = null }
}

resource "aws_iam_account_password_policy" "missing" {
  expect_failure = true
  attrs          = { hard_expiry = false }
}

# iaclint-unknown: require_symbols
# iaclint-expect: undetermined
resource "aws_iam_account_password_policy" "unknown" {
  skip  = true
  attrs = { hard_expiry = false }
}
