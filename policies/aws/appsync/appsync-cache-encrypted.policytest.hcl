policytest {
  targets = ["appsync-cache-encrypted.policy.hcl"]
}

resource "aws_appsync_api_cache" "encrypted" {
  attrs = { at_rest_encryption_enabled = true }
}

resource "aws_appsync_api_cache" "plain" {
  expect_failure = true
  attrs          = { at_rest_encryption_enabled = false }
}

resource "aws_appsync_api_cache" "unsaid" {
  expect_failure = true
  attrs          = { ttl = 900 }
}

# iaclint-unknown: at_rest_encryption_enabled
# iaclint-expect: undetermined
resource "aws_appsync_api_cache" "unknown" {
  skip  = true
  attrs = { ttl = 900 }
}
