policytest {
  targets = ["iam-role-trusts-account.policy.hcl"]
}

resource "aws_iam_role" "role" {
  attrs = {
    assume_role_policy = core::jsonencode({
      Statement = [{ Effect = "Allow", Action = "sts:AssumeRole", Principal = { AWS = "arn:aws:iam::111122223333:role/deploy" } }]
    })
  }
}

resource "aws_iam_role" "service" {
  attrs = {
    assume_role_policy = core::jsonencode({
      Statement = { Effect = "Allow", Action = "sts:AssumeRole", Principal = { Service = "lambda.amazonaws.com" } }
    })
  }
}

resource "aws_iam_role" "root" {
  expect_failure = true
  attrs = {
    assume_role_policy = core::jsonencode({
      Statement = { Effect = "Allow", Action = "sts:AssumeRole", Principal = { AWS = "arn:aws:iam::111122223333:root" } }
    })
  }
}

resource "aws_iam_role" "number" {
  expect_failure = true
  attrs = {
    assume_role_policy = core::jsonencode({
      Statement = [{ Effect = "Allow", Action = "sts:AssumeRole", Principal = { AWS = ["arn:aws:iam::111122223333:role/deploy", "444455556666"] } }]
    })
  }
}

resource "aws_iam_role" "external_id" {
  attrs = {
    assume_role_policy = core::jsonencode({
      Statement = [{
        Effect    = "Allow"
        Action    = "sts:AssumeRole"
        Principal = { AWS = "arn:aws:iam::444455556666:root" }
        Condition = { StringEquals = { "sts:ExternalId" = "shop" } }
      }]
    })
  }
}

resource "aws_iam_role" "denied" {
  attrs = {
    assume_role_policy = core::jsonencode({
      Statement = [{ Effect = "Deny", Action = "sts:AssumeRole", Principal = { AWS = "444455556666" } }]
    })
  }
}

# iaclint-unknown: assume_role_policy
# iaclint-expect: undetermined
resource "aws_iam_role" "unknown" {
  skip  = true
  attrs = { name = "x" }
}

resource "aws_iam_role" "second_factor" {
  attrs = {
    assume_role_policy = core::jsonencode({
      Statement = [{
        Effect    = "Allow"
        Action    = "sts:AssumeRole"
        Principal = { AWS = "arn:aws:iam::444455556666:root" }
        Condition = { Bool = { "aws:MultiFactorAuthPresent" = "true" } }
      }]
    })
  }
}

resource "aws_iam_role" "no_second_factor" {
  expect_failure = true
  attrs = {
    assume_role_policy = core::jsonencode({
      Statement = {
        Effect    = "Allow"
        Action    = "sts:AssumeRole"
        Principal = { AWS = "arn:aws:iam::444455556666:root" }
        Condition = { Bool = { "aws:MultiFactorAuthPresent" = "false" } }
      }
    })
  }
}
