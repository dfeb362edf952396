policytest {
  targets = ["apigateway-policy-public.policy.hcl"]
}

resource "aws_api_gateway_rest_api_policy" "everything" {
  expect_failure = true
  attrs          = { policy = core::jsonencode({ Statement = [{ Effect = "Allow", Principal = "*", Action = "execute-api:*", Resource = "*" }] }) }
}

resource "aws_api_gateway_rest_api_policy" "everything_in_lists" {
  expect_failure = true
  attrs          = { policy = core::jsonencode({ Statement = [{ Effect = "Allow", Principal = { AWS = ["*"] }, Action = ["*"], Resource = "*" }] }) }
}

resource "aws_api_gateway_rest_api_policy" "calls" {
  attrs = { policy = core::jsonencode({ Statement = [{ Effect = "Allow", Principal = "*", Action = "execute-api:Invoke", Resource = "*" }] }) }
}

resource "aws_api_gateway_rest_api_policy" "one_account" {
  attrs = { policy = core::jsonencode({ Statement = [{ Effect = "Allow", Principal = { AWS = "111122223333" }, Action = "execute-api:*", Resource = "*" }] }) }
}

resource "aws_api_gateway_rest_api_policy" "one_endpoint" {
  attrs = { policy = core::jsonencode({ Statement = [{ Effect = "Allow", Principal = "*", Action = "execute-api:*", Resource = "*", Condition = { StringEquals = { "aws:SourceVpce" = "vpce-1a2b3c4d" } } }] }) }
}

resource "aws_api_gateway_rest_api_policy" "all_but_one_denied" {
  attrs = {
    policy = core::jsonencode({
      Statement = [
        { Effect = "Allow", Principal = "*", Action = "execute-api:*", Resource = "*" },
        { Effect = "Deny", Principal = "*", Action = "execute-api:*", Resource = "*", Condition = { StringNotEquals = { "aws:SourceVpce" = "vpce-1a2b3c4d" } } }
      ]
    })
  }
}

# iaclint-unknown: policy
# iaclint-expect: undetermined
resource "aws_api_gateway_rest_api_policy" "unknown" {
  skip  = true
  attrs = { policy = "" }
}

resource "aws_api_gateway_rest_api" "without" {
  attrs = { name = "shop" }
}

resource "aws_api_gateway_rest_api" "everything" {
  expect_failure = true
  attrs          = { policy = core::jsonencode({ Statement = [{ Effect = "Allow", Principal = "*", Action = "execute-api:*", Resource = "*" }] }) }
}
