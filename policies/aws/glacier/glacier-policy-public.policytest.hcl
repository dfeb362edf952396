policytest {
  targets = ["glacier-policy-public.policy.hcl"]
}

resource "aws_glacier_vault" "one_role" {
  attrs = {
    access_policy = core::jsonencode({ Statement = [{ Effect = "Allow", Principal = { AWS = "arn:aws:iam::111122223333:role/shop" }, Action = "glacier:GetJobOutput", Resource = "*" }] })
  }
}

resource "aws_glacier_vault" "everybody" {
  expect_failure = true
  attrs = {
    access_policy = core::jsonencode({ Statement = [{ Effect = "Allow", Principal = "*", Action = "glacier:GetJobOutput", Resource = "*" }] })
  }
}

resource "aws_glacier_vault" "everybody_in_a_list" {
  expect_failure = true
  attrs = {
    access_policy = core::jsonencode({ Statement = [{ Effect = "Allow", Principal = { AWS = ["arn:aws:iam::111122223333:root", "*"] }, Action = "glacier:GetJobOutput", Resource = "*" }] })
  }
}

resource "aws_glacier_vault" "everybody_but_one" {
  expect_failure = true
  attrs = {
    access_policy = core::jsonencode({ Statement = [{ Effect = "Allow", NotPrincipal = { AWS = "111122223333" }, Action = "glacier:GetJobOutput", Resource = "*" }] })
  }
}

resource "aws_glacier_vault" "denied" {
  attrs = {
    access_policy = core::jsonencode({ Statement = [{ Effect = "Deny", Principal = "*", Action = "glacier:GetJobOutput", Resource = "*" }] })
  }
}

resource "aws_glacier_vault" "narrowed" {
  attrs = {
    access_policy = core::jsonencode({ Statement = [{ Effect = "Allow", Principal = "*", Action = "glacier:GetJobOutput", Resource = "*", Condition = { StringEquals = { "aws:PrincipalOrgID" = "o-1" } } }] })
  }
}

resource "aws_glacier_vault" "not_narrowed" {
  expect_failure = true
  attrs = {
    access_policy = core::jsonencode({ Statement = [{ Effect = "Allow", Principal = "*", Action = "glacier:GetJobOutput", Resource = "*", Condition = { Bool = { "aws:SecureTransport" = "true" } } }] })
  }
}

resource "aws_glacier_vault" "narrowed_to_everybody" {
  expect_failure = true
  attrs = {
    access_policy = core::jsonencode({ Statement = [{ Effect = "Allow", Principal = "*", Action = "glacier:GetJobOutput", Resource = "*", Condition = { ArnLike = { "aws:PrincipalArn" = "arn:aws:iam::*" } } }] })
  }
}

resource "aws_glacier_vault" "without" {
  attrs = { name = "archive" }
}

# iaclint-unknown: access_policy
# iaclint-expect: undetermined
resource "aws_glacier_vault" "unknown" {
  skip  = true
  attrs = { name = "archive" }
}
