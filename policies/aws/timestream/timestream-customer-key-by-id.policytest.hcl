policytest {
  targets = ["timestream-customer-key.policy.hcl"]
}

# iaclint-unknown: key_id
resource "aws_kms_key" "own" {
  skip  = true
  attrs = { key_id = "own" }
}

resource "aws_timestreamwrite_database" "by_id" {
  attrs = { kms_key_id = aws_kms_key.own.attrs.key_id }
}
