policytest {
  targets = ["neptune-encrypted.policy.hcl"]
}

resource "aws_neptune_cluster" "on" {
  attrs = { storage_encrypted = true }
}

resource "aws_neptune_cluster" "off" {
  expect_failure = true
  attrs          = { storage_encrypted = false }
}

resource "aws_neptune_cluster" "unsaid" {
  expect_failure = true
  attrs          = { cluster_identifier = "friends" }
}

# iaclint-unknown: storage_encrypted
# iaclint-expect: undetermined
resource "aws_neptune_cluster" "unknown" {
  skip  = true
  attrs = { cluster_identifier = "friends" }
}

resource "aws_neptune_cluster" "replica" {
  attrs = { replication_source_identifier = "main" }
}

resource "aws_neptune_cluster" "restored" {
  attrs = { snapshot_identifier = "before" }
}
