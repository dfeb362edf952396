policytest {
  targets = ["iam-group-without-users.policy.hcl"]
}

resource "aws_iam_group" "readers" {
  attrs = { name = "readers" }
}

resource "aws_iam_group_membership" "readers" {
  skip  = true
  attrs = { name = "readers", group = aws_iam_group.readers.attrs.name, users = ["ann"] }
}

resource "aws_iam_group" "writers" {
  attrs = { name = "writers" }
}

resource "aws_iam_user_group_membership" "ann" {
  skip  = true
  attrs = { user = "ann", groups = ["writers"] }
}

resource "aws_iam_group" "nobody" {
  expect_failure = true
  attrs          = { name = "nobody" }
}

resource "aws_iam_group" "emptied" {
  expect_failure = true
  attrs          = { name = "emptied" }
}

resource "aws_iam_group_membership" "emptied" {
  skip  = true
  attrs = { name = "emptied", group = "emptied", users = [] }
}

# iaclint-unknown: name
# iaclint-expect: undetermined
resource "aws_iam_group" "unknown" {
  skip  = true
  attrs = { path = "/" }
}
