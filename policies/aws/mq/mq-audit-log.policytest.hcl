policytest {
  targets = ["mq-audit-log.policy.hcl"]
}

resource "aws_mq_broker" "on" {
  attrs = { engine_type = "ActiveMQ", logs = [{ audit = true }] }
}

resource "aws_mq_broker" "off" {
  expect_failure = true
  attrs          = { engine_type = "ActiveMQ", logs = [{ audit = false }] }
}

resource "aws_mq_broker" "general_only" {
  expect_failure = true
  attrs          = { engine_type = "ActiveMQ", logs = [{ general = true }] }
}

resource "aws_mq_broker" "unsaid" {
  expect_failure = true
  attrs          = { engine_type = "ActiveMQ" }
}

resource "aws_mq_broker" "of_rabbitmq" {
  attrs = { engine_type = "RabbitMQ" }
}

# iaclint-unknown: logs[0].audit
# iaclint-expect: undetermined
resource "aws_mq_broker" "unknown" {
  skip  = true
  attrs = { engine_type = "ActiveMQ", logs = [{ audit = true }] }
}
