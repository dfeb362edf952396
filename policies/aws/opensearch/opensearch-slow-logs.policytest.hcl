policytest {
  targets = ["opensearch-slow-logs.policy.hcl"]
}

resource "aws_opensearch_domain" "searches" {
  attrs = { log_publishing_options = [{ log_type = "SEARCH_SLOW_LOGS", enabled = true }] }
}

resource "aws_opensearch_domain" "writes" {
  attrs = { log_publishing_options = [{ log_type = "INDEX_SLOW_LOGS", enabled = true }] }
}

resource "aws_opensearch_domain" "off" {
  expect_failure = true
  attrs          = { log_publishing_options = [{ log_type = "SEARCH_SLOW_LOGS", enabled = false }] }
}

resource "aws_opensearch_domain" "other" {
  expect_failure = true
  attrs          = { log_publishing_options = [{ log_type = "ES_APPLICATION_LOGS", enabled = true }] }
}

resource "aws_opensearch_domain" "unsaid" {
  expect_failure = true
  attrs          = { domain_name = "shop" }
}

# iaclint-unknown: log_publishing_options[0].log_type
# iaclint-expect: undetermined
resource "aws_opensearch_domain" "unknown" {
  skip  = true
  attrs = { log_publishing_options = [{ log_type = "SEARCH_SLOW_LOGS", enabled = true }] }
}

resource "aws_elasticsearch_domain" "searches" {
  attrs = { log_publishing_options = [{ log_type = "SEARCH_SLOW_LOGS", enabled = true }] }
}

resource "aws_elasticsearch_domain" "writes" {
  attrs = { log_publishing_options = [{ log_type = "INDEX_SLOW_LOGS", enabled = true }] }
}

resource "aws_elasticsearch_domain" "off" {
  expect_failure = true
  attrs          = { log_publishing_options = [{ log_type = "SEARCH_SLOW_LOGS", enabled = false }] }
}

resource "aws_elasticsearch_domain" "other" {
  expect_failure = true
  attrs          = { log_publishing_options = [{ log_type = "ES_APPLICATION_LOGS", enabled = true }] }
}

resource "aws_elasticsearch_domain" "unsaid" {
  expect_failure = true
  attrs          = { domain_name = "shop" }
}

# iaclint-unknown: log_publishing_options[0].log_type
# iaclint-expect: undetermined
resource "aws_elasticsearch_domain" "unknown" {
  skip  = true
  attrs = { log_publishing_options = [{ log_type = "SEARCH_SLOW_LOGS", enabled = true }] }
}
