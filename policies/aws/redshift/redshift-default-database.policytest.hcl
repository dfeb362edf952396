policytest {
  targets = ["redshift-default-database.policy.hcl"]
}

resource "aws_redshift_cluster" "named" {
  attrs = { database_name = "sales" }
}

resource "aws_redshift_cluster" "dev" {
  expect_failure = true
  attrs          = { database_name = "dev" }
}

resource "aws_redshift_cluster" "unsaid" {
  expect_failure = true
  attrs          = { cluster_identifier = "sales" }
}

resource "aws_redshift_cluster" "restored" {
  attrs = { snapshot_identifier = "before" }
}

# iaclint-unknown: database_name
# iaclint-expect: undetermined
resource "aws_redshift_cluster" "unknown" {
  skip  = true
  attrs = { cluster_identifier = "sales" }
}
