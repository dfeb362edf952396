policytest {
  targets = ["redshift-version-upgrade.policy.hcl"]
}

resource "aws_redshift_cluster" "automatic" {
  attrs = { allow_version_upgrade = true }
}

resource "aws_redshift_cluster" "by_hand" {
  expect_failure = true
  attrs          = { allow_version_upgrade = false }
}

resource "aws_redshift_cluster" "unsaid" {
  attrs = { cluster_identifier = "sales" }
}

# iaclint-unknown: allow_version_upgrade
# iaclint-expect: undetermined
resource "aws_redshift_cluster" "unknown" {
  skip  = true
  attrs = { cluster_identifier = "sales" }
}
