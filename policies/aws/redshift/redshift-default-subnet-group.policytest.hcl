policytest {
  targets = ["redshift-default-subnet-group.policy.hcl"]
}

resource "aws_redshift_cluster" "own" {
  attrs = { cluster_subnet_group_name = "private" }
}

resource "aws_redshift_cluster" "default" {
  expect_failure = true
  attrs          = { cluster_subnet_group_name = "default" }
}

resource "aws_redshift_cluster" "unsaid" {
  expect_failure = true
  attrs          = { cluster_identifier = "sales" }
}

# iaclint-unknown: cluster_subnet_group_name
# iaclint-expect: undetermined
resource "aws_redshift_cluster" "unknown" {
  skip  = true
  attrs = { cluster_identifier = "sales" }
}
