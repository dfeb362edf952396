policytest {
  targets = ["redshift-public.policy.hcl"]
}

resource "aws_redshift_cluster" "private" {
  attrs = { publicly_accessible = false }
}

resource "aws_redshift_cluster" "public" {
  expect_failure = true
  attrs          = { publicly_accessible = true }
}

resource "aws_redshift_cluster" "unsaid" {
  expect_failure = true
  attrs          = { cluster_identifier = "sales" }
}

# iaclint-unknown: publicly_accessible
# iaclint-expect: undetermined
resource "aws_redshift_cluster" "unknown" {
  skip  = true
  attrs = { cluster_identifier = "sales" }
}

resource "aws_redshiftserverless_workgroup" "private" {
  attrs = { publicly_accessible = false }
}

resource "aws_redshiftserverless_workgroup" "public" {
  expect_failure = true
  attrs          = { publicly_accessible = true }
}

resource "aws_redshiftserverless_workgroup" "unsaid" {
  attrs = { workgroup_name = "sales" }
}

# iaclint-unknown: publicly_accessible
# iaclint-expect: undetermined
resource "aws_redshiftserverless_workgroup" "unknown" {
  skip  = true
  attrs = { workgroup_name = "sales" }
}
