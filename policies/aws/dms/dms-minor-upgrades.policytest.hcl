policytest {
  targets = ["dms-minor-upgrades.policy.hcl"]
}

resource "aws_dms_replication_instance" "on" {
  attrs = { auto_minor_version_upgrade = true }
}

resource "aws_dms_replication_instance" "off" {
  expect_failure = true
  attrs          = { auto_minor_version_upgrade = false }
}

resource "aws_dms_replication_instance" "unsaid" {
  expect_failure = true
  attrs          = { replication_instance_id = "move" }
}

# iaclint-unknown: auto_minor_version_upgrade
# iaclint-expect: undetermined
resource "aws_dms_replication_instance" "unknown" {
  skip  = true
  attrs = { replication_instance_id = "move" }
}
