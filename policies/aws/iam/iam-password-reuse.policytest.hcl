policytest {
  targets = ["iam-password-reuse.policy.hcl"]
}

resource "aws_iam_account_password_policy" "good_0" {
  attrs = { password_reuse_prevention = 24 }
}

resource "aws_iam_account_password_policy" "bad_0" {
  expect_failure = true
  attrs          = { password_reuse_prevention = 5 }
}

resource "aws_iam_account_password_policy" "bad_1" {
  expect_failure = true
  attrs          = { password_reuse_prevention = 0 }
}

resource "aws_iam_account_password_policy" "bad_2" {
  expect_failure = true
  attrs          = { password_reuse_prevention = null }
}

resource "aws_iam_account_password_policy" "missing" {
  expect_failure = true
  attrs          = { hard_expiry = false }
}

# iaclint-unknown: password_reuse_prevention
# iaclint-expect: undetermined
resource "aws_iam_account_password_policy" "unknown" {
  skip  = true
  attrs = { hard_expiry = false }
}
