policytest {
  targets = ["sns-policy-public.policy.hcl"]
}

resource "aws_sns_topic_policy" "one_role" {
  attrs = {
    policy = core::jsonencode({ Statement = [{ Effect = "Allow", Principal = { AWS = "arn:aws:iam::111122223333:role/shop" }, Action = "sns:Publish", Resource = "*" }] })
  }
}

resource "aws_sns_topic_policy" "a_service" {
  attrs = {
    policy = core::jsonencode({ Statement = { Effect = "Allow", Principal = { Service = "events.amazonaws.com" }, Action = "sns:Publish", Resource = "*" } })
  }
}

resource "aws_sns_topic_policy" "everybody" {
  expect_failure = true
  attrs = {
    policy = core::jsonencode({ Statement = { Effect = "Allow", Principal = "*", Action = "sns:Publish", Resource = "*" } })
  }
}

resource "aws_sns_topic_policy" "everybody_in_a_list" {
  expect_failure = true
  attrs = {
    policy = core::jsonencode({ Statement = [{ Effect = "Allow", Principal = { AWS = ["arn:aws:iam::111122223333:root", "*"] }, Action = ["sns:Publish"], Resource = "*" }] })
  }
}

resource "aws_sns_topic_policy" "everybody_but_one" {
  expect_failure = true
  attrs = {
    policy = core::jsonencode({ Statement = [{ Effect = "Allow", NotPrincipal = { AWS = "111122223333" }, Action = "sns:Publish", Resource = "*" }] })
  }
}

resource "aws_sns_topic_policy" "condition_that_narrows_nothing" {
  expect_failure = true
  attrs = {
    policy = core::jsonencode({ Statement = [{ Effect = "Allow", Principal = { AWS = "*" }, Action = "sns:Publish", Resource = "*", Condition = { Bool = { "aws:SecureTransport" = "true" }, StringNotLike = { "AWS:SourceOwner" = "1*" } } }] })
  }
}

resource "aws_sns_topic_policy" "condition_that_narrows" {
  attrs = {
    policy = core::jsonencode({ Statement = [{ Effect = "Allow", Principal = { AWS = "*" }, Action = "sns:Publish", Resource = "*", Condition = { StringEquals = { "AWS:SourceOwner" = "111122223333" } } }] })
  }
}

resource "aws_sns_topic_policy" "narrowed_to_everybody" {
  expect_failure = true
  attrs = {
    policy = core::jsonencode({ Statement = [{ Effect = "Allow", Principal = { AWS = "*" }, Action = "sns:Publish", Resource = "*", Condition = { ArnLike = { "aws:PrincipalArn" = ["arn:aws:iam::*"] } } }] })
  }
}

resource "aws_sns_topic_policy" "narrowed_to_role" {
  attrs = {
    policy = core::jsonencode({ Statement = [{ Effect = "Allow", Principal = { AWS = "*" }, Action = "sns:Publish", Resource = "*", Condition = { ArnLike = { "aws:PrincipalArn" = ["arn:aws:iam::111122223333:role/*"] } } }] })
  }
}

resource "aws_sns_topic_policy" "narrowed_to_internet" {
  expect_failure = true
  attrs = {
    policy = core::jsonencode({ Statement = [{ Effect = "Allow", Principal = { AWS = "*" }, Action = "sns:Publish", Resource = "*", Condition = { IpAddress = { "aws:SourceIp" = "0.0.0.0/0" } } }] })
  }
}

resource "aws_sns_topic_policy" "denied" {
  attrs = {
    policy = core::jsonencode({ Statement = [{ Effect = "Deny", Principal = "*", Action = "sns:Publish", Resource = "*" }] })
  }
}

# iaclint-unknown: policy
# iaclint-expect: undetermined
resource "aws_sns_topic_policy" "unknown" {
  skip  = true
  attrs = { policy = "" }
}

resource "aws_sns_topic" "without" {
  attrs = { name = "x" }
}

resource "aws_sns_topic" "everybody" {
  expect_failure = true
  attrs = {
    policy = core::jsonencode({ Statement = { Effect = "Allow", Principal = "*", Action = "sns:Publish", Resource = "*" } })
  }
}
