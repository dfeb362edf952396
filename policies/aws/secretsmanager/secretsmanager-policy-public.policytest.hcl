policytest {
  targets = ["secretsmanager-policy-public.policy.hcl"]
}

resource "aws_secretsmanager_secret_policy" "one_role" {
  attrs = {
    policy = core::jsonencode({ Statement = [{ Effect = "Allow", Principal = { AWS = "arn:aws:iam::111122223333:role/shop" }, Action = "secretsmanager:GetSecretValue", Resource = "*" }] })
  }
}

resource "aws_secretsmanager_secret_policy" "a_service" {
  attrs = {
    policy = core::jsonencode({ Statement = { Effect = "Allow", Principal = { Service = "events.amazonaws.com" }, Action = "secretsmanager:GetSecretValue", Resource = "*" } })
  }
}

resource "aws_secretsmanager_secret_policy" "everybody" {
  expect_failure = true
  attrs = {
    policy = core::jsonencode({ Statement = { Effect = "Allow", Principal = "*", Action = "secretsmanager:GetSecretValue", Resource = "*" } })
  }
}

resource "aws_secretsmanager_secret_policy" "everybody_in_a_list" {
  expect_failure = true
  attrs = {
    policy = core::jsonencode({ Statement = [{ Effect = "Allow", Principal = { AWS = ["arn:aws:iam::111122223333:root", "*"] }, Action = ["secretsmanager:GetSecretValue"], Resource = "*" }] })
  }
}

resource "aws_secretsmanager_secret_policy" "everybody_but_one" {
  expect_failure = true
  attrs = {
    policy = core::jsonencode({ Statement = [{ Effect = "Allow", NotPrincipal = { AWS = "111122223333" }, Action = "secretsmanager:GetSecretValue", Resource = "*" }] })
  }
}

resource "aws_secretsmanager_secret_policy" "condition_that_narrows_nothing" {
  expect_failure = true
  attrs = {
    policy = core::jsonencode({ Statement = [{ Effect = "Allow", Principal = { AWS = "*" }, Action = "secretsmanager:GetSecretValue", Resource = "*", Condition = { Bool = { "aws:SecureTransport" = "true" }, StringNotLike = { "aws:PrincipalAccount" = "1*" } } }] })
  }
}

resource "aws_secretsmanager_secret_policy" "condition_that_narrows" {
  attrs = {
    policy = core::jsonencode({ Statement = [{ Effect = "Allow", Principal = { AWS = "*" }, Action = "secretsmanager:GetSecretValue", Resource = "*", Condition = { StringEquals = { "aws:PrincipalAccount" = "111122223333" } } }] })
  }
}

resource "aws_secretsmanager_secret_policy" "narrowed_to_everybody" {
  expect_failure = true
  attrs = {
    policy = core::jsonencode({ Statement = [{ Effect = "Allow", Principal = { AWS = "*" }, Action = "secretsmanager:GetSecretValue", Resource = "*", Condition = { ArnLike = { "aws:PrincipalArn" = ["arn:aws:iam::*"] } } }] })
  }
}

resource "aws_secretsmanager_secret_policy" "narrowed_to_role" {
  attrs = {
    policy = core::jsonencode({ Statement = [{ Effect = "Allow", Principal = { AWS = "*" }, Action = "secretsmanager:GetSecretValue", Resource = "*", Condition = { ArnLike = { "aws:PrincipalArn" = ["arn:aws:iam::111122223333:role/*"] } } }] })
  }
}

resource "aws_secretsmanager_secret_policy" "narrowed_to_internet" {
  expect_failure = true
  attrs = {
    policy = core::jsonencode({ Statement = [{ Effect = "Allow", Principal = { AWS = "*" }, Action = "secretsmanager:GetSecretValue", Resource = "*", Condition = { IpAddress = { "aws:SourceIp" = "0.0.0.0/0" } } }] })
  }
}

resource "aws_secretsmanager_secret_policy" "denied" {
  attrs = {
    policy = core::jsonencode({ Statement = [{ Effect = "Deny", Principal = "*", Action = "secretsmanager:GetSecretValue", Resource = "*" }] })
  }
}

# iaclint-unknown: policy
# iaclint-expect: undetermined
resource "aws_secretsmanager_secret_policy" "unknown" {
  skip  = true
  attrs = { policy = "" }
}

resource "aws_secretsmanager_secret" "without" {
  attrs = { name = "x" }
}

resource "aws_secretsmanager_secret" "everybody" {
  expect_failure = true
  attrs = {
    policy = core::jsonencode({ Statement = { Effect = "Allow", Principal = "*", Action = "secretsmanager:GetSecretValue", Resource = "*" } })
  }
}
