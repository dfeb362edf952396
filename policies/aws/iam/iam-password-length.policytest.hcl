policytest {
  targets = ["iam-password-length.policy.hcl"]
}

resource "aws_iam_account_password_policy" "good_0" {
  attrs = { minimum_password_length = 14 }
}

resource "aws_iam_account_password_policy" "good_1" {
  attrs = { minimum_password_length = 20 }
}

resource "aws_iam_account_password_policy" "bad_0" {
  expect_failure = true
  attrs          = { minimum_password_length = 13 }
}

resource "aws_iam_account_password_policy" "bad_1" {
  expect_failure = true
  attrs          = { minimum_password_length = null }
}

resource "aws_iam_account_password_policy" "missing" {
  expect_failure = true
  attrs          = { hard_expiry = false }
}

# iaclint-unknown: minimum_password_length
# iaclint-expect: undetermined
resource "aws_iam_account_password_policy" "unknown" {
  skip  = true
  attrs = { hard_expiry = false }
}
