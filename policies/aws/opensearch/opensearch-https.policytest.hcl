policytest {
  targets = ["opensearch-https.policy.hcl"]
}

resource "aws_opensearch_domain" "demanded" {
  attrs = { domain_endpoint_options = [{ enforce_https = true }] }
}

resource "aws_opensearch_domain" "by_provider" {
  attrs = { domain_endpoint_options = [{ tls_security_policy = "Policy-Min-TLS-1-2-2019-07" }] }
}

resource "aws_opensearch_domain" "off" {
  expect_failure = true
  attrs          = { domain_endpoint_options = [{ enforce_https = false }] }
}

resource "aws_opensearch_domain" "unsaid" {
  expect_failure = true
  attrs          = { domain_name = "shop" }
}

# iaclint-unknown: domain_endpoint_options[0].enforce_https
# iaclint-expect: undetermined
resource "aws_opensearch_domain" "unknown" {
  skip  = true
  attrs = { domain_endpoint_options = [{ enforce_https = true }] }
}

resource "aws_elasticsearch_domain" "demanded" {
  attrs = { domain_endpoint_options = [{ enforce_https = true }] }
}

resource "aws_elasticsearch_domain" "by_provider" {
  attrs = { domain_endpoint_options = [{ tls_security_policy = "Policy-Min-TLS-1-2-2019-07" }] }
}

resource "aws_elasticsearch_domain" "off" {
  expect_failure = true
  attrs          = { domain_endpoint_options = [{ enforce_https = false }] }
}

resource "aws_elasticsearch_domain" "unsaid" {
  expect_failure = true
  attrs          = { domain_name = "shop" }
}

# iaclint-unknown: domain_endpoint_options[0].enforce_https
# iaclint-expect: undetermined
resource "aws_elasticsearch_domain" "unknown" {
  skip  = true
  attrs = { domain_endpoint_options = [{ enforce_https = true }] }
}
