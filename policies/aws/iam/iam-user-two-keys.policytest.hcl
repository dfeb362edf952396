policytest {
  targets = ["iam-user-two-keys.policy.hcl"]
}

resource "aws_iam_user" "none" {
  attrs = { name = "none" }
}

resource "aws_iam_user" "one" {
  attrs = { name = "one" }
}

resource "aws_iam_access_key" "one" {
  skip  = true
  attrs = { user = aws_iam_user.one.attrs.name }
}

resource "aws_iam_access_key" "one_old" {
  skip  = true
  attrs = { user = aws_iam_user.one.attrs.name, status = "Inactive" }
}

resource "aws_iam_user" "two" {
  expect_failure = true
  attrs          = { name = "two" }
}

resource "aws_iam_access_key" "two_first" {
  skip  = true
  attrs = { user = "two" }
}

resource "aws_iam_access_key" "two_second" {
  skip  = true
  attrs = { user = "two", status = "Active" }
}

# iaclint-unknown: name
# iaclint-expect: undetermined
resource "aws_iam_user" "unknown" {
  skip  = true
  attrs = { path = "/" }
}
