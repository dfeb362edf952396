policytest {
  targets = ["opensearch-customer-key.policy.hcl"]
}

# iaclint-unknown: key_id
resource "aws_kms_key" "own" {
  skip  = true
  attrs = { key_id = "own" }
}

resource "aws_opensearch_domain" "by_id" {
  attrs = { encrypt_at_rest = [{ enabled = true, kms_key_id = aws_kms_key.own.attrs.key_id }] }
}

resource "aws_elasticsearch_domain" "by_id" {
  attrs = { encrypt_at_rest = [{ enabled = true, kms_key_id = aws_kms_key.own.attrs.key_id }] }
}
