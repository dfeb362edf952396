policytest {
  targets = ["rds-event-subscription.policy.hcl"]
}

# iaclint-expect: undetermined
resource "aws_db_instance" "heard" {
  skip  = true
  attrs = { identifier = "shop" }
}

# iaclint-unknown: event_categories
resource "aws_db_event_subscription" "unknown" {
  skip  = true
  attrs = { source_type = "db-instance" }
}

resource "aws_rds_cluster" "nothing_is_heard" {
  expect_failure = true
  attrs          = { cluster_identifier = "shop" }
}
