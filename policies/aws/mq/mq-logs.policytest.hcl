policytest {
  targets = ["mq-logs.policy.hcl"]
}

resource "aws_mq_broker" "on" {
  attrs = { logs = [{ general = true }] }
}

resource "aws_mq_broker" "off" {
  expect_failure = true
  attrs          = { logs = [{ general = false }] }
}

resource "aws_mq_broker" "audit_only" {
  expect_failure = true
  attrs          = { logs = [{ audit = true }] }
}

resource "aws_mq_broker" "unsaid" {
  expect_failure = true
  attrs          = { broker_name = "shop" }
}

# iaclint-unknown: logs[0].general
# iaclint-expect: undetermined
resource "aws_mq_broker" "unknown" {
  skip  = true
  attrs = { logs = [{ general = true }] }
}
