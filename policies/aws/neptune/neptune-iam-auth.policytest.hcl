policytest {
  targets = ["neptune-iam-auth.policy.hcl"]
}

resource "aws_neptune_cluster" "on" {
  attrs = { iam_database_authentication_enabled = true }
}

resource "aws_neptune_cluster" "off" {
  expect_failure = true
  attrs          = { iam_database_authentication_enabled = false }
}

resource "aws_neptune_cluster" "unsaid" {
  expect_failure = true
  attrs          = { cluster_identifier = "friends" }
}

# iaclint-unknown: iam_database_authentication_enabled
# iaclint-expect: undetermined
resource "aws_neptune_cluster" "unknown" {
  skip  = true
  attrs = { cluster_identifier = "friends" }
}
