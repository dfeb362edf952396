policytest {
  targets = ["opensearch-fine-grained.policy.hcl"]
}

resource "aws_opensearch_domain" "on" {
  attrs = { advanced_security_options = [{ enabled = true }] }
}

resource "aws_opensearch_domain" "off" {
  expect_failure = true
  attrs          = { advanced_security_options = [{ enabled = false, internal_user_database_enabled = true }] }
}

resource "aws_opensearch_domain" "unsaid" {
  expect_failure = true
  attrs          = { domain_name = "shop" }
}

# iaclint-unknown: advanced_security_options[0].enabled
# iaclint-expect: undetermined
resource "aws_opensearch_domain" "unknown" {
  skip  = true
  attrs = { advanced_security_options = [{ enabled = true }] }
}

resource "aws_elasticsearch_domain" "on" {
  attrs = { advanced_security_options = [{ enabled = true }] }
}

resource "aws_elasticsearch_domain" "off" {
  expect_failure = true
  attrs          = { advanced_security_options = [{ enabled = false, internal_user_database_enabled = true }] }
}

resource "aws_elasticsearch_domain" "unsaid" {
  expect_failure = true
  attrs          = { domain_name = "shop" }
}

# iaclint-unknown: advanced_security_options[0].enabled
# iaclint-expect: undetermined
resource "aws_elasticsearch_domain" "unknown" {
  skip  = true
  attrs = { advanced_security_options = [{ enabled = true }] }
}
