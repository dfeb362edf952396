policytest {
  targets = ["opensearch-customer-key.policy.hcl"]
}

resource "aws_opensearch_domain" "own" {
  attrs = { encrypt_at_rest = [{ enabled = true, kms_key_id = "arn:aws:kms:us-east-1:123456789012:key/main" }] }
}

resource "aws_opensearch_domain" "of_aws" {
  expect_failure = true
  attrs          = { encrypt_at_rest = [{ enabled = true, kms_key_id = null }] }
}

resource "aws_opensearch_domain" "off" {
  expect_failure = true
  attrs          = { encrypt_at_rest = [{ enabled = false, kms_key_id = "arn:aws:kms:us-east-1:123456789012:key/main" }] }
}

resource "aws_opensearch_domain" "unsaid" {
  expect_failure = true
  attrs          = { domain_name = "shop" }
}

# iaclint-unknown: encrypt_at_rest[0].kms_key_id
# iaclint-expect: undetermined
resource "aws_opensearch_domain" "unknown" {
  skip  = true
  attrs = { encrypt_at_rest = [{ enabled = true }] }
}

resource "aws_elasticsearch_domain" "own" {
  attrs = { encrypt_at_rest = [{ enabled = true, kms_key_id = "arn:aws:kms:us-east-1:123456789012:key/main" }] }
}

resource "aws_elasticsearch_domain" "of_aws" {
  expect_failure = true
  attrs          = { encrypt_at_rest = [{ enabled = true, kms_key_id = null }] }
}

resource "aws_elasticsearch_domain" "off" {
  expect_failure = true
  attrs          = { encrypt_at_rest = [{ enabled = false, kms_key_id = "arn:aws:kms:us-east-1:123456789012:key/main" }] }
}

resource "aws_elasticsearch_domain" "unsaid" {
  expect_failure = true
  attrs          = { domain_name = "shop" }
}

# iaclint-unknown: encrypt_at_rest[0].kms_key_id
# iaclint-expect: undetermined
resource "aws_elasticsearch_domain" "unknown" {
  skip  = true
  attrs = { encrypt_at_rest = [{ enabled = true }] }
}
