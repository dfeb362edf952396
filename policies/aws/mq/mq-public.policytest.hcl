policytest {
  targets = ["mq-public.policy.hcl"]
}

resource "aws_mq_broker" "private" {
  attrs = { publicly_accessible = false }
}

resource "aws_mq_broker" "unsaid" {
  attrs = { broker_name = "shop" }
}

resource "aws_mq_broker" "public" {
  expect_failure = true
  attrs          = { publicly_accessible = true }
}

# iaclint-unknown: publicly_accessible
# iaclint-expect: undetermined
resource "aws_mq_broker" "unknown" {
  skip  = true
  attrs = { broker_name = "shop" }
}
