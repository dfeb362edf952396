policytest {
  targets = ["kms-policy-public.policy.hcl"]
}

resource "aws_kms_key" "one_role" {
  attrs = {
    policy = core::jsonencode({ Statement = [{ Effect = "Allow", Principal = { AWS = "arn:aws:iam::111122223333:role/shop" }, Action = "kms:Decrypt", Resource = "*" }] })
  }
}

resource "aws_kms_key" "a_service" {
  attrs = {
    policy = core::jsonencode({ Statement = { Effect = "Allow", Principal = { Service = "events.amazonaws.com" }, Action = "kms:Decrypt", Resource = "*" } })
  }
}

resource "aws_kms_key" "everybody" {
  expect_failure = true
  attrs = {
    policy = core::jsonencode({ Statement = { Effect = "Allow", Principal = "*", Action = "kms:Decrypt", Resource = "*" } })
  }
}

resource "aws_kms_key" "everybody_in_a_list" {
  expect_failure = true
  attrs = {
    policy = core::jsonencode({ Statement = [{ Effect = "Allow", Principal = { AWS = ["arn:aws:iam::111122223333:root", "*"] }, Action = ["kms:Decrypt"], Resource = "*" }] })
  }
}

resource "aws_kms_key" "everybody_but_one" {
  expect_failure = true
  attrs = {
    policy = core::jsonencode({ Statement = [{ Effect = "Allow", NotPrincipal = { AWS = "111122223333" }, Action = "kms:Decrypt", Resource = "*" }] })
  }
}

resource "aws_kms_key" "condition_that_narrows_nothing" {
  expect_failure = true
  attrs = {
    policy = core::jsonencode({ Statement = [{ Effect = "Allow", Principal = { AWS = "*" }, Action = "kms:Decrypt", Resource = "*", Condition = { Bool = { "aws:SecureTransport" = "true" }, StringNotLike = { "kms:CallerAccount" = "1*" } } }] })
  }
}

resource "aws_kms_key" "condition_that_narrows" {
  attrs = {
    policy = core::jsonencode({ Statement = [{ Effect = "Allow", Principal = { AWS = "*" }, Action = "kms:Decrypt", Resource = "*", Condition = { StringEquals = { "kms:CallerAccount" = "111122223333" } } }] })
  }
}

resource "aws_kms_key" "narrowed_to_everybody" {
  expect_failure = true
  attrs = {
    policy = core::jsonencode({ Statement = [{ Effect = "Allow", Principal = { AWS = "*" }, Action = "kms:Decrypt", Resource = "*", Condition = { ArnLike = { "aws:PrincipalArn" = ["arn:aws:iam::*"] } } }] })
  }
}

resource "aws_kms_key" "narrowed_to_role" {
  attrs = {
    policy = core::jsonencode({ Statement = [{ Effect = "Allow", Principal = { AWS = "*" }, Action = "kms:Decrypt", Resource = "*", Condition = { ArnLike = { "aws:PrincipalArn" = ["arn:aws:iam::111122223333:role/*"] } } }] })
  }
}

resource "aws_kms_key" "narrowed_to_internet" {
  expect_failure = true
  attrs = {
    policy = core::jsonencode({ Statement = [{ Effect = "Allow", Principal = { AWS = "*" }, Action = "kms:Decrypt", Resource = "*", Condition = { IpAddress = { "aws:SourceIp" = "0.0.0.0/0" } } }] })
  }
}

resource "aws_kms_key" "denied" {
  attrs = {
    policy = core::jsonencode({ Statement = [{ Effect = "Deny", Principal = "*", Action = "kms:Decrypt", Resource = "*" }] })
  }
}

# iaclint-unknown: policy
# iaclint-expect: undetermined
resource "aws_kms_key" "unknown" {
  skip  = true
  attrs = { policy = "" }
}

resource "aws_kms_key_policy" "without" {
  attrs = { key_id = "x" }
}

resource "aws_kms_key_policy" "everybody" {
  expect_failure = true
  attrs = {
    policy = core::jsonencode({ Statement = { Effect = "Allow", Principal = "*", Action = "kms:Decrypt", Resource = "*" } })
  }
}

resource "aws_kms_external_key" "without" {
  attrs = { description = "x" }
}

resource "aws_kms_external_key" "everybody" {
  expect_failure = true
  attrs = {
    policy = core::jsonencode({ Statement = { Effect = "Allow", Principal = "*", Action = "kms:Decrypt", Resource = "*" } })
  }
}

resource "aws_kms_replica_key" "without" {
  attrs = { description = "x" }
}

resource "aws_kms_replica_key" "everybody" {
  expect_failure = true
  attrs = {
    policy = core::jsonencode({ Statement = { Effect = "Allow", Principal = "*", Action = "kms:Decrypt", Resource = "*" } })
  }
}

resource "aws_kms_replica_external_key" "without" {
  attrs = { description = "x" }
}

resource "aws_kms_replica_external_key" "everybody" {
  expect_failure = true
  attrs = {
    policy = core::jsonencode({ Statement = { Effect = "Allow", Principal = "*", Action = "kms:Decrypt", Resource = "*" } })
  }
}

resource "aws_kms_key" "without" {
  attrs = { description = "x" }
}
