policytest {
  targets = ["ses-policy-public.policy.hcl"]
}

resource "aws_ses_identity_policy" "one_role" {
  attrs = { policy = core::jsonencode({ Statement = [{ Effect = "Allow", Principal = { AWS = "arn:aws:iam::111122223333:role/shop" }, Action = "*", Resource = "*" }] }) }
}

resource "aws_ses_identity_policy" "a_service" {
  attrs = { policy = core::jsonencode({ Statement = [{ Effect = "Allow", Principal = { Service = "events.amazonaws.com" }, Action = "*", Resource = "*" }] }) }
}

resource "aws_ses_identity_policy" "everybody" {
  expect_failure = true
  attrs          = { policy = core::jsonencode({ Statement = [{ Effect = "Allow", Principal = "*", Action = "*", Resource = "*" }] }) }
}

resource "aws_ses_identity_policy" "everybody_in_a_list" {
  expect_failure = true
  attrs          = { policy = core::jsonencode({ Statement = [{ Effect = "Allow", Principal = { AWS = ["111122223333", "*"] }, Action = ["*"], Resource = "*" }] }) }
}

resource "aws_ses_identity_policy" "condition_that_narrows_nothing" {
  expect_failure = true
  attrs          = { policy = core::jsonencode({ Statement = [{ Effect = "Allow", Principal = "*", Action = "*", Resource = "*", Condition = { Bool = { "aws:SecureTransport" = "true" } } }] }) }
}

resource "aws_ses_identity_policy" "condition_that_narrows" {
  attrs = { policy = core::jsonencode({ Statement = [{ Effect = "Allow", Principal = "*", Action = "*", Resource = "*", Condition = { ArnEquals = { "aws:SourceArn" = "arn:aws:sns:us-east-1:111122223333:orders" } } }] }) }
}

resource "aws_ses_identity_policy" "narrowed_to_internet" {
  expect_failure = true
  attrs          = { policy = core::jsonencode({ Statement = [{ Effect = "Allow", Principal = "*", Action = "*", Resource = "*", Condition = { IpAddress = { "aws:SourceIp" = "0.0.0.0/0" } } }] }) }
}

resource "aws_ses_identity_policy" "fenced" {
  attrs = {
    policy = core::jsonencode({ Statement = [
      { Effect = "Allow", Principal = "*", Action = "ses:SendEmail", Resource = "*" },
      { Effect = "Deny", Principal = "*", Action = "ses:*", Resource = "*", Condition = { StringNotEquals = { "aws:PrincipalOrgID" = "o-1234" } } }
    ] })
  }
}

resource "aws_ses_identity_policy" "fenced_elsewhere" {
  expect_failure = true
  attrs = {
    policy = core::jsonencode({ Statement = [
      { Effect = "Allow", Principal = "*", Action = "ses:SendEmail", Resource = "*" },
      { Effect = "Deny", Principal = "*", Action = "ses:Other", Resource = "*", Condition = { StringNotEquals = { "aws:PrincipalOrgID" = "o-1234" } } }
    ] })
  }
}

resource "aws_ses_identity_policy" "fence_that_narrows_nothing" {
  expect_failure = true
  attrs = {
    policy = core::jsonencode({ Statement = [
      { Effect = "Allow", Principal = "*", Action = "ses:SendEmail", Resource = "*" },
      { Effect = "Deny", Principal = "*", Action = "ses:*", Resource = "*", Condition = { Bool = { "aws:SecureTransport" = "false" } } }
    ] })
  }
}

resource "aws_ses_identity_policy" "denied" {
  attrs = { policy = core::jsonencode({ Statement = [{ Effect = "Deny", Principal = "*", Action = "*", Resource = "*" }] }) }
}

# iaclint-unknown: policy
# iaclint-expect: undetermined
resource "aws_ses_identity_policy" "unknown" {
  skip  = true
  attrs = { policy = "" }
}

resource "aws_sesv2_email_identity_policy" "everybody" {
  expect_failure = true
  attrs          = { policy = core::jsonencode({ Statement = [{ Effect = "Allow", Principal = { AWS = "*" }, Action = "ses:SendEmail", Resource = "*" }] }) }
}

resource "aws_sesv2_email_identity_policy" "one_account" {
  attrs = { policy = core::jsonencode({ Statement = [{ Effect = "Allow", Principal = { AWS = "111122223333" }, Action = "ses:SendEmail", Resource = "*" }] }) }
}
