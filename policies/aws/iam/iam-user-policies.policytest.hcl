policytest {
  targets = ["iam-user-policies.policy.hcl"]
}

resource "aws_iam_user_policy" "inline" {
  expect_failure = true
  attrs          = { user = "ann" }
}

resource "aws_iam_user_policy_attachment" "attached" {
  expect_failure = true
  attrs          = { user = "ann" }
}

resource "aws_iam_policy_attachment" "users" {
  expect_failure = true
  attrs          = { name = "x", users = ["ann"], roles = ["reader"] }
}

resource "aws_iam_policy_attachment" "roles" {
  attrs = { name = "x", users = null, roles = ["reader"] }
}

resource "aws_iam_policy_attachment" "no_users" {
  attrs = { name = "x", users = [] }
}

resource "aws_iam_policy_attachment" "missing" {
  attrs = { name = "x", groups = ["readers"] }
}

# iaclint-unknown: users
# iaclint-expect: undetermined
resource "aws_iam_policy_attachment" "unknown" {
  skip  = true
  attrs = { name = "x" }
}
