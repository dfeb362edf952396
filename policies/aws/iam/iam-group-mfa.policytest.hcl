policytest {
  targets = ["iam-group-mfa.policy.hcl"]
}

resource "aws_iam_group" "inline" {
  attrs = { name = "inline" }
}

resource "aws_iam_group_policy" "inline" {
  skip = true
  attrs = {
    group = aws_iam_group.inline.attrs.name
    policy = core::jsonencode({
      Statement = { Effect = "Deny", NotAction = ["iam:EnableMFADevice"], Resource = "*", Condition = { BoolIfExists = { "aws:MultiFactorAuthPresent" = "false" } } }
    })
  }
}

resource "aws_iam_group" "attached" {
  attrs = { name = "attached" }
}

resource "aws_iam_group_policy_attachment" "attached" {
  skip = true
  attrs = {
    group      = "attached"
    policy_arn = aws_iam_policy.mfa.attrs.arn
  }
}

resource "aws_iam_policy" "mfa" {
  skip = true
  attrs = {
    arn = "arn:aws:iam::111122223333:policy/mfa"
    policy = core::jsonencode({
      Statement = [{ Effect = "Allow", Action = "s3:*", Resource = "*", Condition = { Bool = { "aws:MultifactorAuthPresent" = "true" } } }]
    })
  }
}

resource "aws_iam_group" "without" {
  expect_failure = true
  attrs          = { name = "without" }
}

resource "aws_iam_group_policy" "without" {
  skip = true
  attrs = {
    group = "without"
    policy = core::jsonencode({
      Statement = [{ Effect = "Allow", Action = "s3:*", Resource = "*", Condition = { Bool = { "aws:SecureTransport" = "true" } } }]
    })
  }
}

resource "aws_iam_group" "missing" {
  expect_failure = true
  attrs          = { name = "missing" }
}

# iaclint-expect: undetermined
resource "aws_iam_group" "unknown" {
  skip  = true
  attrs = { name = "unknown" }
}

# iaclint-unknown: policy
resource "aws_iam_group_policy" "unknown" {
  skip  = true
  attrs = { group = "unknown" }
}
