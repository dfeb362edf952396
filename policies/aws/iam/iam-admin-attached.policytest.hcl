policytest {
  targets = ["iam-admin-attached.policy.hcl"]
}

resource "aws_iam_role_policy_attachment" "reader" {
  attrs = {
    role       = "reader"
    policy_arn = "arn:aws:iam::aws:policy/ReadOnlyAccess"
  }
}

resource "aws_iam_role_policy_attachment" "own" {
  attrs = {
    role       = "reader"
    policy_arn = "arn:aws:iam::111122223333:policy/AdministratorAccess"
  }
}

resource "aws_iam_role_policy_attachment" "admin" {
  expect_failure = true
  attrs = {
    role       = "deploy"
    policy_arn = "arn:aws:iam::aws:policy/AdministratorAccess"
  }
}

resource "aws_iam_user_policy_attachment" "user" {
  expect_failure = true
  attrs          = { policy_arn = "arn:aws-us-gov:iam::aws:policy/AdministratorAccess" }
}

resource "aws_iam_group_policy_attachment" "group" {
  expect_failure = true
  attrs          = { policy_arn = "arn:aws:iam::aws:policy/IAMFullAccess" }
}

resource "aws_iam_policy_attachment" "exclusive" {
  expect_failure = true
  attrs          = { policy_arn = "arn:aws:iam::aws:policy/AdministratorAccess" }
}

resource "aws_iam_role_policy_attachments_exclusive" "list" {
  expect_failure = true
  attrs          = { policy_arns = ["arn:aws:iam::aws:policy/ReadOnlyAccess", "arn:aws:iam::aws:policy/IAMFullAccess"] }
}

resource "aws_iam_role" "managed" {
  expect_failure = true
  attrs          = { managed_policy_arns = ["arn:aws:iam::aws:policy/AdministratorAccess"] }
}

resource "aws_ssoadmin_managed_policy_attachment" "admin" {
  expect_failure = true
  attrs          = { managed_policy_arn = "arn:aws:iam::aws:policy/AdministratorAccess" }
}

resource "aws_ssoadmin_managed_policy_attachment" "iam" {
  expect_failure = true
  attrs          = { managed_policy_arn = "arn:aws:iam::aws:policy/IAMFullAccess" }
}

resource "aws_ssoadmin_managed_policy_attachment" "reader" {
  attrs = { managed_policy_arn = "arn:aws:iam::aws:policy/ReadOnlyAccess" }
}

resource "aws_iam_role" "managed_by_nothing" {
  attrs = { managed_policy_arns = null }
}

resource "aws_iam_role" "missing" {
  attrs = { name = "reader" }
}

# iaclint-unknown: policy_arn
# iaclint-expect: undetermined
resource "aws_iam_role_policy_attachment" "unknown" {
  skip  = true
  attrs = { role = "x" }
}
