policytest {
  targets = ["redshift-encrypted.policy.hcl"]
}

resource "aws_redshift_cluster" "on" {
  attrs = { encrypted = true }
}

resource "aws_redshift_cluster" "off" {
  expect_failure = true
  attrs          = { encrypted = false }
}

resource "aws_redshift_cluster" "unsaid" {
  expect_failure = true
  attrs          = { cluster_identifier = "sales" }
}

# iaclint-unknown: encrypted
# iaclint-expect: undetermined
resource "aws_redshift_cluster" "unknown" {
  skip  = true
  attrs = { cluster_identifier = "sales" }
}

resource "aws_redshift_cluster" "restored" {
  attrs = { snapshot_identifier = "before" }
}
