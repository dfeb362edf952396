policytest {
  targets = ["rds-minor-upgrades.policy.hcl"]
}

resource "aws_db_instance" "automatic" {
  attrs = { auto_minor_version_upgrade = true }
}

resource "aws_db_instance" "unsaid" {
  attrs = { engine = "mysql" }
}

resource "aws_db_instance" "by_hand" {
  expect_failure = true
  attrs          = { auto_minor_version_upgrade = false }
}

# iaclint-unknown: auto_minor_version_upgrade
# iaclint-expect: undetermined
resource "aws_db_instance" "unknown" {
  skip  = true
  attrs = { engine = "mysql" }
}

resource "aws_rds_cluster_instance" "automatic" {
  attrs = { auto_minor_version_upgrade = true }
}

resource "aws_rds_cluster_instance" "unsaid" {
  attrs = { engine = "mysql" }
}

resource "aws_rds_cluster_instance" "by_hand" {
  expect_failure = true
  attrs          = { auto_minor_version_upgrade = false }
}

# iaclint-unknown: auto_minor_version_upgrade
# iaclint-expect: undetermined
resource "aws_rds_cluster_instance" "unknown" {
  skip  = true
  attrs = { engine = "mysql" }
}
