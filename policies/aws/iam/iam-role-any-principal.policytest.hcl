policytest {
  targets = ["iam-role-any-principal.policy.hcl"]
}

resource "aws_iam_role" "service" {
  attrs = {
    assume_role_policy = core::jsonencode({
      Statement = [{ Effect = "Allow", Action = "sts:AssumeRole", Principal = { Service = "ecs-tasks.amazonaws.com" } }]
    })
  }
}

resource "aws_iam_role" "account" {
  attrs = {
    assume_role_policy = core::jsonencode({
      Statement = { Effect = "Allow", Action = "sts:AssumeRole", Principal = { AWS = ["arn:aws:iam::111122223333:role/deploy"] } }
    })
  }
}

resource "aws_iam_role" "star" {
  expect_failure = true
  attrs = {
    assume_role_policy = core::jsonencode({
      Statement = { Effect = "Allow", Action = "sts:AssumeRole", Principal = "*" }
    })
  }
}

resource "aws_iam_role" "any_account" {
  expect_failure = true
  attrs = {
    assume_role_policy = core::jsonencode({
      Statement = [{ Effect = "Allow", Action = "sts:AssumeRole", Principal = { AWS = "*" } }]
    })
  }
}

resource "aws_iam_role" "any_account_in_a_list" {
  expect_failure = true
  attrs = {
    assume_role_policy = core::jsonencode({
      Statement = [
        { Effect = "Allow", Action = "sts:AssumeRole", Principal = { Service = "ec2.amazonaws.com" } },
        { Effect = "Allow", Action = "sts:AssumeRole", Principal = { AWS = ["111122223333", "*"] } },
      ]
    })
  }
}

resource "aws_iam_role" "organization" {
  attrs = {
    assume_role_policy = core::jsonencode({
      Statement = [{
        Effect    = "Allow"
        Action    = "sts:AssumeRole"
        Principal = { AWS = "*" }
        Condition = { StringEquals = { "aws:PrincipalOrgID" = "o-1234567890" } }
      }]
    })
  }
}

resource "aws_iam_role" "denied" {
  attrs = {
    assume_role_policy = core::jsonencode({
      Statement = [{ Effect = "Deny", Action = "sts:AssumeRole", Principal = { AWS = "*" } }]
    })
  }
}

# iaclint-unknown: assume_role_policy
# iaclint-expect: undetermined
resource "aws_iam_role" "unknown" {
  skip  = true
  attrs = { name = "x" }
}
