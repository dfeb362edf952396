policytest {
  targets = ["redshift-customer-key.policy.hcl"]
}

resource "aws_redshift_cluster" "own" {
  attrs = { kms_key_id = "arn:aws:kms:us-east-1:123456789012:key/main" }
}

resource "aws_redshift_cluster" "empty" {
  expect_failure = true
  attrs          = { kms_key_id = "" }
}

resource "aws_redshift_cluster" "unsaid" {
  expect_failure = true
  attrs          = { cluster_identifier = "sales" }
}

# iaclint-unknown: kms_key_id
# iaclint-expect: undetermined
resource "aws_redshift_cluster" "unknown" {
  skip  = true
  attrs = { cluster_identifier = "sales" }
}

resource "aws_redshift_cluster" "restored" {
  attrs = { snapshot_identifier = "before" }
}

resource "aws_redshiftserverless_namespace" "own" {
  attrs = { kms_key_id = "arn:aws:kms:us-east-1:123456789012:key/main" }
}

resource "aws_redshiftserverless_namespace" "empty" {
  expect_failure = true
  attrs          = { kms_key_id = "" }
}

resource "aws_redshiftserverless_namespace" "unsaid" {
  expect_failure = true
  attrs          = { namespace_name = "sales" }
}

# iaclint-unknown: kms_key_id
# iaclint-expect: undetermined
resource "aws_redshiftserverless_namespace" "unknown" {
  skip  = true
  attrs = { namespace_name = "sales" }
}

resource "aws_redshift_snapshot_copy_grant" "own" {
  attrs = { kms_key_id = "arn:aws:kms:us-east-1:123456789012:key/main" }
}

resource "aws_redshift_snapshot_copy_grant" "empty" {
  expect_failure = true
  attrs          = { kms_key_id = "" }
}

resource "aws_redshift_snapshot_copy_grant" "unsaid" {
  expect_failure = true
  attrs          = { snapshot_copy_grant_name = "sales" }
}

# iaclint-unknown: kms_key_id
# iaclint-expect: undetermined
resource "aws_redshift_snapshot_copy_grant" "unknown" {
  skip  = true
  attrs = { snapshot_copy_grant_name = "sales" }
}
