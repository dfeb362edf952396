policytest {
  targets = ["iam-password-expiry.policy.hcl"]
}

resource "aws_iam_account_password_policy" "good_0" {
  attrs = { max_password_age = 90 }
}

resource "aws_iam_account_password_policy" "good_1" {
  attrs = { max_password_age = 1 }
}

resource "aws_iam_account_password_policy" "bad_0" {
  expect_failure = true
  attrs          = { max_password_age = 91 }
}

resource "aws_iam_account_password_policy" "bad_1" {
  expect_failure = true
  attrs          = { max_password_age = 0 }
}

resource "aws_iam_account_password_policy" "bad_2" {
  expect_failure = true
  attrs          = { max_password_age = null }
}

resource "aws_iam_account_password_policy" "missing" {
  expect_failure = true
  attrs          = { hard_expiry = false }
}

# iaclint-unknown: max_password_age
# iaclint-expect: undetermined
resource "aws_iam_account_password_policy" "unknown" {
  skip  = true
  attrs = { hard_expiry = false }
}
