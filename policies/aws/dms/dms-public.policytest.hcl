policytest {
  targets = ["dms-public.policy.hcl"]
}

resource "aws_dms_replication_instance" "private" {
  attrs = { publicly_accessible = false }
}

resource "aws_dms_replication_instance" "public" {
  expect_failure = true
  attrs          = { publicly_accessible = true }
}

resource "aws_dms_replication_instance" "unsaid" {
  attrs = { replication_instance_id = "move" }
}

# iaclint-unknown: publicly_accessible
# iaclint-expect: undetermined
resource "aws_dms_replication_instance" "unknown" {
  skip  = true
  attrs = { replication_instance_id = "move" }
}
