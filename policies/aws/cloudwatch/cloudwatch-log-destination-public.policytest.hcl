policytest {
  targets = ["cloudwatch-log-destination-public.policy.hcl"]
}

resource "aws_cloudwatch_log_destination_policy" "one_role" {
  attrs = {
    access_policy = core::jsonencode({ Statement = [{ Effect = "Allow", Principal = { AWS = "arn:aws:iam::111122223333:role/shop" }, Action = "logs:PutSubscriptionFilter", Resource = "*" }] })
  }
}

resource "aws_cloudwatch_log_destination_policy" "a_service" {
  attrs = {
    access_policy = core::jsonencode({ Statement = { Effect = "Allow", Principal = { Service = "events.amazonaws.com" }, Action = "logs:PutSubscriptionFilter", Resource = "*" } })
  }
}

resource "aws_cloudwatch_log_destination_policy" "everybody" {
  expect_failure = true
  attrs = {
    access_policy = core::jsonencode({ Statement = { Effect = "Allow", Principal = "*", Action = "logs:PutSubscriptionFilter", Resource = "*" } })
  }
}

resource "aws_cloudwatch_log_destination_policy" "everybody_in_a_list" {
  expect_failure = true
  attrs = {
    access_policy = core::jsonencode({ Statement = [{ Effect = "Allow", Principal = { AWS = ["arn:aws:iam::111122223333:root", "*"] }, Action = ["logs:PutSubscriptionFilter"], Resource = "*" }] })
  }
}

resource "aws_cloudwatch_log_destination_policy" "everybody_but_one" {
  expect_failure = true
  attrs = {
    access_policy = core::jsonencode({ Statement = [{ Effect = "Allow", NotPrincipal = { AWS = "111122223333" }, Action = "logs:PutSubscriptionFilter", Resource = "*" }] })
  }
}

resource "aws_cloudwatch_log_destination_policy" "condition_that_narrows_nothing" {
  expect_failure = true
  attrs = {
    access_policy = core::jsonencode({ Statement = [{ Effect = "Allow", Principal = { AWS = "*" }, Action = "logs:PutSubscriptionFilter", Resource = "*", Condition = { Bool = { "aws:SecureTransport" = "true" }, StringNotLike = { "aws:PrincipalOrgID" = "1*" } } }] })
  }
}

resource "aws_cloudwatch_log_destination_policy" "condition_that_narrows" {
  attrs = {
    access_policy = core::jsonencode({ Statement = [{ Effect = "Allow", Principal = { AWS = "*" }, Action = "logs:PutSubscriptionFilter", Resource = "*", Condition = { StringEquals = { "aws:PrincipalOrgID" = "111122223333" } } }] })
  }
}

resource "aws_cloudwatch_log_destination_policy" "narrowed_to_everybody" {
  expect_failure = true
  attrs = {
    access_policy = core::jsonencode({ Statement = [{ Effect = "Allow", Principal = { AWS = "*" }, Action = "logs:PutSubscriptionFilter", Resource = "*", Condition = { ArnLike = { "aws:PrincipalArn" = ["arn:aws:iam::*"] } } }] })
  }
}

resource "aws_cloudwatch_log_destination_policy" "narrowed_to_role" {
  attrs = {
    access_policy = core::jsonencode({ Statement = [{ Effect = "Allow", Principal = { AWS = "*" }, Action = "logs:PutSubscriptionFilter", Resource = "*", Condition = { ArnLike = { "aws:PrincipalArn" = ["arn:aws:iam::111122223333:role/*"] } } }] })
  }
}

resource "aws_cloudwatch_log_destination_policy" "narrowed_to_internet" {
  expect_failure = true
  attrs = {
    access_policy = core::jsonencode({ Statement = [{ Effect = "Allow", Principal = { AWS = "*" }, Action = "logs:PutSubscriptionFilter", Resource = "*", Condition = { IpAddress = { "aws:SourceIp" = "0.0.0.0/0" } } }] })
  }
}

resource "aws_cloudwatch_log_destination_policy" "denied" {
  attrs = {
    access_policy = core::jsonencode({ Statement = [{ Effect = "Deny", Principal = "*", Action = "logs:PutSubscriptionFilter", Resource = "*" }] })
  }
}

# iaclint-unknown: access_policy
# iaclint-expect: undetermined
resource "aws_cloudwatch_log_destination_policy" "unknown" {
  skip  = true
  attrs = { access_policy = "" }
}
