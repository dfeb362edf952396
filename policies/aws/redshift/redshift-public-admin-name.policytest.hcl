policytest {
  targets = ["redshift-public-admin-name.policy.hcl"]
}

resource "aws_redshift_cluster" "own_name" {
  attrs = {
    publicly_accessible = true
    master_username     = "maria"
  }
}

resource "aws_redshift_cluster" "usual" {
  expect_failure = true
  attrs = {
    publicly_accessible = true
    master_username     = "awsuser"
  }
}

resource "aws_redshift_cluster" "unsaid" {
  expect_failure = true
  attrs          = { master_username = "Admin" }
}

resource "aws_redshift_cluster" "private" {
  attrs = {
    publicly_accessible = false
    master_username     = "admin"
  }
}

resource "aws_redshift_cluster" "restored" {
  attrs = {
    publicly_accessible = true
    snapshot_identifier = "before"
  }
}

# iaclint-unknown: master_username
# iaclint-expect: undetermined
resource "aws_redshift_cluster" "unknown" {
  skip = true
  attrs = {
    publicly_accessible = true
    master_username     = "admin"
  }
}

# iaclint-unknown: publicly_accessible
# iaclint-expect: undetermined
resource "aws_redshift_cluster" "unknown_address" {
  skip  = true
  attrs = { master_username = "admin" }
}
