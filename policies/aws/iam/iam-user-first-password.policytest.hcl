policytest {
  targets = ["iam-user-first-password.policy.hcl"]
}

resource "aws_iam_user_login_profile" "changed" {
  attrs = { user = "ann", password_reset_required = true }
}

resource "aws_iam_user_login_profile" "kept" {
  expect_failure = true
  attrs          = { user = "ann", password_reset_required = false }
}

resource "aws_iam_user_login_profile" "missing" {
  expect_failure = true
  attrs          = { user = "ann" }
}

resource "aws_iam_user_login_profile" "short" {
  expect_failure = true
  attrs          = { user = "ann", password_reset_required = true, password_length = 13 }
}

resource "aws_iam_user_login_profile" "long" {
  attrs = { user = "ann", password_reset_required = true, password_length = 14 }
}

# iaclint-unknown: password_reset_required
# iaclint-expect: undetermined
resource "aws_iam_user_login_profile" "unknown" {
  skip  = true
  attrs = { user = "ann" }
}
