policytest {
  targets = ["opensearch-encrypted.policy.hcl"]
}

resource "aws_opensearch_domain" "encrypted" {
  attrs = { encrypt_at_rest = [{ enabled = true }] }
}

resource "aws_opensearch_domain" "plain" {
  expect_failure = true
  attrs          = { encrypt_at_rest = [{ enabled = false }] }
}

resource "aws_opensearch_domain" "unsaid" {
  expect_failure = true
  attrs          = { domain_name = "shop" }
}

# iaclint-unknown: encrypt_at_rest[0].enabled
# iaclint-expect: undetermined
resource "aws_opensearch_domain" "unknown" {
  skip  = true
  attrs = { encrypt_at_rest = [{ enabled = true }] }
}

resource "aws_elasticsearch_domain" "encrypted" {
  attrs = { encrypt_at_rest = [{ enabled = true }] }
}

resource "aws_elasticsearch_domain" "plain" {
  expect_failure = true
  attrs          = { encrypt_at_rest = [{ enabled = false }] }
}

resource "aws_elasticsearch_domain" "unsaid" {
  expect_failure = true
  attrs          = { domain_name = "shop" }
}

# iaclint-unknown: encrypt_at_rest[0].enabled
# iaclint-expect: undetermined
resource "aws_elasticsearch_domain" "unknown" {
  skip  = true
  attrs = { encrypt_at_rest = [{ enabled = true }] }
}
