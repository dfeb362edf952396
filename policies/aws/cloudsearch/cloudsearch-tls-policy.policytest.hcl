policytest {
  targets = ["cloudsearch-tls-policy.policy.hcl"]
}

resource "aws_cloudsearch_domain" "new" {
  attrs = { endpoint_options = [{ tls_security_policy = "Policy-Min-TLS-1-2-2019-07" }] }
}

resource "aws_cloudsearch_domain" "old" {
  expect_failure = true
  attrs          = { endpoint_options = [{ tls_security_policy = "Policy-Min-TLS-1-0-2019-07" }] }
}

resource "aws_cloudsearch_domain" "unsaid" {
  expect_failure = true
  attrs          = { endpoint_options = [{ enforce_https = true }] }
}

resource "aws_cloudsearch_domain" "without_block" {
  expect_failure = true
  attrs          = { name = "products" }
}

# iaclint-unknown: endpoint_options[0].tls_security_policy
# iaclint-expect: undetermined
resource "aws_cloudsearch_domain" "unknown" {
  skip  = true
  attrs = { endpoint_options = [{ tls_security_policy = "" }] }
}
