policytest {
  targets = ["redshift-customer-key.policy.hcl"]
}

# iaclint-unknown: key_id
resource "aws_kms_key" "own" {
  skip  = true
  attrs = { key_id = "own" }
}

resource "aws_redshift_cluster" "by_id" {
  attrs = { kms_key_id = aws_kms_key.own.attrs.key_id }
}

resource "aws_redshiftserverless_namespace" "by_id" {
  attrs = { kms_key_id = aws_kms_key.own.attrs.key_id }
}

resource "aws_redshift_snapshot_copy_grant" "by_id" {
  attrs = { kms_key_id = aws_kms_key.own.attrs.key_id }
}
