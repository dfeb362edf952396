policytest {
  targets = ["neptune-copy-tags.policy.hcl"]
}

resource "aws_neptune_cluster" "on" {
  attrs = { copy_tags_to_snapshot = true }
}

resource "aws_neptune_cluster" "off" {
  expect_failure = true
  attrs          = { copy_tags_to_snapshot = false }
}

resource "aws_neptune_cluster" "unsaid" {
  expect_failure = true
  attrs          = { cluster_identifier = "friends" }
}

# iaclint-unknown: copy_tags_to_snapshot
# iaclint-expect: undetermined
resource "aws_neptune_cluster" "unknown" {
  skip  = true
  attrs = { cluster_identifier = "friends" }
}
