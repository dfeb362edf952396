policytest {
  targets = ["rds-event-subscription.policy.hcl"]
}

resource "aws_rds_cluster" "heard" {
  attrs = { cluster_identifier = "shop" }
}

resource "aws_db_event_subscription" "clusters" {
  skip  = true
  attrs = { source_type = "db-cluster", event_categories = ["failure", "failover", "maintenance"], enabled = true }
}

resource "aws_db_instance" "only_failures_are_heard" {
  expect_failure = true
  attrs          = { identifier = "shop" }
}

resource "aws_db_event_subscription" "instances" {
  skip  = true
  attrs = { source_type = "db-instance", event_categories = ["failure"] }
}

resource "aws_db_event_subscription" "off" {
  skip  = true
  attrs = { source_type = "db-instance", event_categories = null, enabled = false }
}
