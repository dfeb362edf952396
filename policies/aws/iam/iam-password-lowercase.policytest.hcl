policytest {
  targets = ["iam-password-lowercase.policy.hcl"]
}

resource "aws_iam_account_password_policy" "good_0" {
  attrs = { require_lowercase_characters = true }
}

resource "aws_iam_account_password_policy" "bad_0" {
  expect_failure = true
  attrs          = { require_lowercase_characters = false }
}

resource "aws_iam_account_password_policy" "bad_1" {
  expect_failure = true
  attrs          = { require_lowercase_characters = null }
}

resource "aws_iam_account_password_policy" "missing" {
  expect_failure = true
  attrs          = { hard_expiry = false }
}

# iaclint-unknown: require_lowercase_characters
# iaclint-expect: undetermined
resource "aws_iam_account_password_policy" "unknown" {
  skip  = true
  attrs = { hard_expiry = false }
}
