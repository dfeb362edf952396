policytest {
  targets = ["glue-policy-public.policy.hcl"]
}

resource "aws_glue_resource_policy" "everybody" {
  expect_failure = true
  attrs          = { policy = core::jsonencode({ Statement = [{ Effect = "Allow", Principal = "*", Action = "glue:*", Resource = "*" }] }) }
}

resource "aws_glue_resource_policy" "over_tls" {
  expect_failure = true
  attrs          = { policy = core::jsonencode({ Statement = [{ Effect = "Allow", Principal = "*", Action = "glue:*", Resource = "*", Condition = { Bool = { "aws:SecureTransport" = "true" } } }] }) }
}

resource "aws_glue_resource_policy" "not_principal" {
  expect_failure = true
  attrs          = { policy = core::jsonencode({ Statement = [{ Effect = "Allow", NotPrincipal = { AWS = "arn:aws:iam::123456789012:root" }, Action = "glue:*", Resource = "*" }] }) }
}

resource "aws_glue_resource_policy" "organization" {
  attrs = { policy = core::jsonencode({ Statement = [{ Effect = "Allow", Principal = { AWS = "*" }, Action = "glue:*", Resource = "*", Condition = { StringEquals = { "aws:PrincipalOrgID" = "o-1" } } }] }) }
}

resource "aws_glue_resource_policy" "role" {
  attrs = { policy = core::jsonencode({ Statement = [{ Effect = "Allow", Principal = { AWS = "arn:aws:iam::123456789012:role/shop" }, Action = "glue:*", Resource = "*" }] }) }
}

resource "aws_glue_resource_policy" "denied" {
  attrs = { policy = core::jsonencode({ Statement = [{ Effect = "Deny", Principal = "*", Action = "glue:*", Resource = "*" }] }) }
}

resource "aws_glue_resource_policy" "all_others_denied" {
  attrs = {
    policy = core::jsonencode({
      Statement = [
        { Effect = "Allow", Principal = "*", Action = "glue:*", Resource = "*" },
        { Effect = "Deny", Principal = "*", Action = "glue:*", Resource = "*", Condition = { StringNotEquals = { "aws:PrincipalAccount" = "123456789012" } } }
      ]
    })
  }
}

# iaclint-unknown: policy
# iaclint-expect: undetermined
resource "aws_glue_resource_policy" "unknown" {
  skip  = true
  attrs = { policy = "" }
}
