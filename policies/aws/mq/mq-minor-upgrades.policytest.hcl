policytest {
  targets = ["mq-minor-upgrades.policy.hcl"]
}

resource "aws_mq_broker" "on" {
  attrs = { auto_minor_version_upgrade = true }
}

resource "aws_mq_broker" "off" {
  expect_failure = true
  attrs          = { auto_minor_version_upgrade = false }
}

resource "aws_mq_broker" "unsaid" {
  expect_failure = true
  attrs          = { broker_name = "shop" }
}

# iaclint-unknown: auto_minor_version_upgrade
# iaclint-expect: undetermined
resource "aws_mq_broker" "unknown" {
  skip  = true
  attrs = { broker_name = "shop" }
}
