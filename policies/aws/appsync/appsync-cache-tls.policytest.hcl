policytest {
  targets = ["appsync-cache-tls.policy.hcl"]
}

resource "aws_appsync_api_cache" "tls" {
  attrs = { transit_encryption_enabled = true }
}

resource "aws_appsync_api_cache" "plain" {
  expect_failure = true
  attrs          = { transit_encryption_enabled = false }
}

resource "aws_appsync_api_cache" "unsaid" {
  expect_failure = true
  attrs          = { ttl = 900 }
}

# iaclint-unknown: transit_encryption_enabled
# iaclint-expect: undetermined
resource "aws_appsync_api_cache" "unknown" {
  skip  = true
  attrs = { ttl = 900 }
}
