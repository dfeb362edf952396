policytest {
  targets = ["iam-user-without-group.policy.hcl"]
}

resource "aws_iam_user" "ann" {
  attrs = { name = "ann" }
}

resource "aws_iam_user_group_membership" "ann" {
  skip  = true
  attrs = { user = aws_iam_user.ann.attrs.name, groups = ["readers"] }
}

resource "aws_iam_user" "bob" {
  attrs = { name = "bob" }
}

resource "aws_iam_group_membership" "bob" {
  skip  = true
  attrs = { name = "bob", users = ["bob"], group = "readers" }
}

resource "aws_iam_user" "eve" {
  expect_failure = true
  attrs          = { name = "eve" }
}

# iaclint-unknown: name
# iaclint-expect: undetermined
resource "aws_iam_user" "unknown" {
  skip  = true
  attrs = { path = "/" }
}
