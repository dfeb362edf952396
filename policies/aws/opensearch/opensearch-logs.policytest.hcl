policytest {
  targets = ["opensearch-logs.policy.hcl"]
}

resource "aws_opensearch_domain" "published" {
  attrs = { log_publishing_options = [{ log_type = "INDEX_SLOW_LOGS", enabled = true }] }
}

resource "aws_opensearch_domain" "by_provider" {
  attrs = { log_publishing_options = [{ log_type = "ES_APPLICATION_LOGS" }] }
}

resource "aws_opensearch_domain" "off" {
  expect_failure = true
  attrs          = { log_publishing_options = [{ log_type = "INDEX_SLOW_LOGS", enabled = false }] }
}

resource "aws_opensearch_domain" "unsaid" {
  expect_failure = true
  attrs          = { domain_name = "shop" }
}

# iaclint-unknown: log_publishing_options[0].enabled
# iaclint-expect: undetermined
resource "aws_opensearch_domain" "unknown" {
  skip  = true
  attrs = { log_publishing_options = [{ log_type = "INDEX_SLOW_LOGS", enabled = true }] }
}

resource "aws_elasticsearch_domain" "published" {
  attrs = { log_publishing_options = [{ log_type = "INDEX_SLOW_LOGS", enabled = true }] }
}

resource "aws_elasticsearch_domain" "by_provider" {
  attrs = { log_publishing_options = [{ log_type = "ES_APPLICATION_LOGS" }] }
}

resource "aws_elasticsearch_domain" "off" {
  expect_failure = true
  attrs          = { log_publishing_options = [{ log_type = "INDEX_SLOW_LOGS", enabled = false }] }
}

resource "aws_elasticsearch_domain" "unsaid" {
  expect_failure = true
  attrs          = { domain_name = "shop" }
}

# iaclint-unknown: log_publishing_options[0].enabled
# iaclint-expect: undetermined
resource "aws_elasticsearch_domain" "unknown" {
  skip  = true
  attrs = { log_publishing_options = [{ log_type = "INDEX_SLOW_LOGS", enabled = true }] }
}
