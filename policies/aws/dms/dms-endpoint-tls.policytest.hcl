policytest {
  targets = ["dms-endpoint-tls.policy.hcl"]
}

resource "aws_dms_endpoint" "required" {
  attrs = {
    endpoint_type = "source"
    engine_name   = "postgres"
    ssl_mode      = "require"
  }
}

resource "aws_dms_endpoint" "verified" {
  attrs = {
    endpoint_type = "target"
    engine_name   = "oracle"
    ssl_mode      = "verify-ca"
  }
}

resource "aws_dms_endpoint" "none" {
  expect_failure = true
  attrs = {
    endpoint_type = "source"
    engine_name   = "mysql"
    ssl_mode      = "none"
  }
}

resource "aws_dms_endpoint" "unsaid" {
  expect_failure = true
  attrs = {
    endpoint_type = "target"
    engine_name   = "postgres"
  }
}

resource "aws_dms_endpoint" "s3" {
  attrs = {
    endpoint_type = "target"
    engine_name   = "s3"
    ssl_mode      = "none"
  }
}

# iaclint-unknown: ssl_mode
# iaclint-expect: undetermined
resource "aws_dms_endpoint" "unknown" {
  skip = true
  attrs = {
    endpoint_type = "source"
    engine_name   = "mysql"
  }
}
