policytest {
  targets = ["neptune-public.policy.hcl"]
}

resource "aws_neptune_cluster_instance" "private" {
  attrs = { publicly_accessible = false }
}

resource "aws_neptune_cluster_instance" "public" {
  expect_failure = true
  attrs          = { publicly_accessible = true }
}

resource "aws_neptune_cluster_instance" "unsaid" {
  attrs = { cluster_identifier = "friends" }
}

# iaclint-unknown: publicly_accessible
# iaclint-expect: undetermined
resource "aws_neptune_cluster_instance" "unknown" {
  skip  = true
  attrs = { cluster_identifier = "friends" }
}
