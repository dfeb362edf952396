policytest {
  targets = ["efs-policy-public.policy.hcl"]
}

resource "aws_efs_file_system_policy" "one_role" {
  attrs = {
    policy = core::jsonencode({ Statement = [{ Effect = "Allow", Principal = { AWS = "arn:aws:iam::111122223333:role/shop" }, Action = "elasticfilesystem:ClientMount", Resource = "*" }] })
  }
}

resource "aws_efs_file_system_policy" "a_service" {
  attrs = {
    policy = core::jsonencode({ Statement = { Effect = "Allow", Principal = { Service = "events.amazonaws.com" }, Action = "elasticfilesystem:ClientMount", Resource = "*" } })
  }
}

resource "aws_efs_file_system_policy" "everybody" {
  expect_failure = true
  attrs = {
    policy = core::jsonencode({ Statement = { Effect = "Allow", Principal = "*", Action = "elasticfilesystem:ClientMount", Resource = "*" } })
  }
}

resource "aws_efs_file_system_policy" "everybody_in_a_list" {
  expect_failure = true
  attrs = {
    policy = core::jsonencode({ Statement = [{ Effect = "Allow", Principal = { AWS = ["arn:aws:iam::111122223333:root", "*"] }, Action = ["elasticfilesystem:ClientMount"], Resource = "*" }] })
  }
}

resource "aws_efs_file_system_policy" "everybody_but_one" {
  expect_failure = true
  attrs = {
    policy = core::jsonencode({ Statement = [{ Effect = "Allow", NotPrincipal = { AWS = "111122223333" }, Action = "elasticfilesystem:ClientMount", Resource = "*" }] })
  }
}

resource "aws_efs_file_system_policy" "condition_that_narrows_nothing" {
  expect_failure = true
  attrs = {
    policy = core::jsonencode({ Statement = [{ Effect = "Allow", Principal = { AWS = "*" }, Action = "elasticfilesystem:ClientMount", Resource = "*", Condition = { Bool = { "aws:SecureTransport" = "true" }, StringNotLike = { "aws:PrincipalAccount" = "1*" } } }] })
  }
}

resource "aws_efs_file_system_policy" "condition_that_narrows" {
  attrs = {
    policy = core::jsonencode({ Statement = [{ Effect = "Allow", Principal = { AWS = "*" }, Action = "elasticfilesystem:ClientMount", Resource = "*", Condition = { StringEquals = { "aws:PrincipalAccount" = "111122223333" } } }] })
  }
}

resource "aws_efs_file_system_policy" "narrowed_to_everybody" {
  expect_failure = true
  attrs = {
    policy = core::jsonencode({ Statement = [{ Effect = "Allow", Principal = { AWS = "*" }, Action = "elasticfilesystem:ClientMount", Resource = "*", Condition = { ArnLike = { "aws:PrincipalArn" = ["arn:aws:iam::*"] } } }] })
  }
}

resource "aws_efs_file_system_policy" "narrowed_to_role" {
  attrs = {
    policy = core::jsonencode({ Statement = [{ Effect = "Allow", Principal = { AWS = "*" }, Action = "elasticfilesystem:ClientMount", Resource = "*", Condition = { ArnLike = { "aws:PrincipalArn" = ["arn:aws:iam::111122223333:role/*"] } } }] })
  }
}

resource "aws_efs_file_system_policy" "narrowed_to_internet" {
  expect_failure = true
  attrs = {
    policy = core::jsonencode({ Statement = [{ Effect = "Allow", Principal = { AWS = "*" }, Action = "elasticfilesystem:ClientMount", Resource = "*", Condition = { IpAddress = { "aws:SourceIp" = "0.0.0.0/0" } } }] })
  }
}

resource "aws_efs_file_system_policy" "denied" {
  attrs = {
    policy = core::jsonencode({ Statement = [{ Effect = "Deny", Principal = "*", Action = "elasticfilesystem:ClientMount", Resource = "*" }] })
  }
}

# iaclint-unknown: policy
# iaclint-expect: undetermined
resource "aws_efs_file_system_policy" "unknown" {
  skip  = true
  attrs = { policy = "" }
}

resource "aws_efs_file_system_policy" "by_mount_target" {
  attrs = {
    policy = core::jsonencode({ Statement = [{ Effect = "Allow", Principal = { AWS = "*" }, Action = "elasticfilesystem:ClientMount", Condition = { Bool = { "elasticfilesystem:AccessedViaMountTarget" = "true" } } }] })
  }
}
