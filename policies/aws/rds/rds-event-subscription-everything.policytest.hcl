policytest {
  targets = ["rds-event-subscription.policy.hcl"]
}

resource "aws_rds_cluster" "heard" {
  attrs = { cluster_identifier = "shop" }
}

resource "aws_db_instance" "heard" {
  attrs = { identifier = "shop" }
}

# Without a source type and categories it is about everything.
resource "aws_db_event_subscription" "everything" {
  skip  = true
  attrs = { sns_topic = "arn:aws:sns:eu-west-1:111122223333:databases" }
}
