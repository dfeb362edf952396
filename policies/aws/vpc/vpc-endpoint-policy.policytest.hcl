policytest {
  targets = ["vpc-endpoint-policy.policy.hcl"]
}

resource "aws_vpc_endpoint" "narrow" {
  attrs = {
    id           = "vpce-1"
    service_name = "com.amazonaws.us-east-1.s3"
    policy = core::jsonencode({
      Statement = { Effect = "Allow", Action = "s3:*", Resource = "*", Principal = "*" }
    })
  }
}

resource "aws_vpc_endpoint" "own_organization" {
  attrs = {
    id           = "vpce-2"
    service_name = "com.amazonaws.us-east-1.s3"
    policy = core::jsonencode({
      Statement = [{
        Effect    = "Allow", Action = "*", Resource = "*", Principal = "*"
        Condition = { StringEquals = { "aws:PrincipalOrgID" = "o-1" } }
      }]
    })
  }
}

resource "aws_vpc_endpoint" "apart" {
  attrs = { id = "vpce-3", service_name = "com.amazonaws.us-east-1.s3", policy = null }
}

resource "aws_vpc_endpoint_policy" "apart" {
  skip = true
  attrs = {
    vpc_endpoint_id = aws_vpc_endpoint.apart.attrs.id
    policy = core::jsonencode({
      Statement = [{ Effect = "Allow", Action = ["s3:GetObject"], Resource = ["*"], Principal = "*" }]
    })
  }
}

resource "aws_vpc_endpoint" "of_others" {
  attrs = { id = "vpce-4", vpc_endpoint_type = "Interface", service_name = "com.amazonaws.vpce.us-east-1.vpce-svc-1" }
}

resource "aws_vpc_endpoint" "unsaid" {
  expect_failure = true
  attrs          = { id = "vpce-5", service_name = "com.amazonaws.us-east-1.s3" }
}

resource "aws_vpc_endpoint" "all" {
  expect_failure = true
  attrs = {
    id           = "vpce-6"
    service_name = "com.amazonaws.us-east-1.s3"
    policy = core::jsonencode({
      Statement = [{ Effect = "Allow", Action = ["*"], Resource = "*", Principal = { AWS = "*" } }]
    })
  }
}

# iaclint-unknown: policy
# iaclint-expect: undetermined
resource "aws_vpc_endpoint" "unknown" {
  skip  = true
  attrs = { id = "vpce-7", service_name = "com.amazonaws.us-east-1.s3" }
}
