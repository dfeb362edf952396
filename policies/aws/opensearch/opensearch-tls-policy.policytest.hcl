policytest {
  targets = ["opensearch-tls-policy.policy.hcl"]
}

resource "aws_opensearch_domain" "newest" {
  attrs = { domain_endpoint_options = [{ tls_security_policy = "Policy-Min-TLS-1-2-PFS-2023-10" }] }
}

resource "aws_opensearch_domain" "new" {
  attrs = { domain_endpoint_options = [{ tls_security_policy = "Policy-Min-TLS-1-2-2019-07" }] }
}

resource "aws_opensearch_domain" "old" {
  expect_failure = true
  attrs          = { domain_endpoint_options = [{ tls_security_policy = "Policy-Min-TLS-1-0-2019-07" }] }
}

# iaclint-unknown: domain_endpoint_options[0].tls_security_policy
# iaclint-expect: undetermined
resource "aws_opensearch_domain" "unsaid" {
  skip  = true
  attrs = { domain_endpoint_options = [{ enforce_https = true }] }
}

resource "aws_opensearch_domain" "without_block" {
  attrs = { domain_name = "shop" }
}

resource "aws_elasticsearch_domain" "newest" {
  attrs = { domain_endpoint_options = [{ tls_security_policy = "Policy-Min-TLS-1-2-PFS-2023-10" }] }
}

resource "aws_elasticsearch_domain" "new" {
  attrs = { domain_endpoint_options = [{ tls_security_policy = "Policy-Min-TLS-1-2-2019-07" }] }
}

resource "aws_elasticsearch_domain" "old" {
  expect_failure = true
  attrs          = { domain_endpoint_options = [{ tls_security_policy = "Policy-Min-TLS-1-0-2019-07" }] }
}

# iaclint-unknown: domain_endpoint_options[0].tls_security_policy
# iaclint-expect: undetermined
resource "aws_elasticsearch_domain" "unsaid" {
  skip  = true
  attrs = { domain_endpoint_options = [{ enforce_https = true }] }
}

resource "aws_elasticsearch_domain" "without_block" {
  attrs = { domain_name = "shop" }
}
