policytest {
  targets = ["mq-engine-retired.policy.hcl"]
}

resource "aws_mq_broker" "current" {
  attrs = { engine_type = "ActiveMQ", engine_version = "5.18" }
}

resource "aws_mq_broker" "newest" {
  attrs = { engine_type = "ActiveMQ", engine_version = "6.0.1" }
}

resource "aws_mq_broker" "retired" {
  expect_failure = true
  attrs          = { engine_type = "ActiveMQ", engine_version = "5.17.6" }
}

resource "aws_mq_broker" "retired_long_ago" {
  expect_failure = true
  attrs          = { engine_type = "ActiveMQ", engine_version = "5.9.0" }
}

resource "aws_mq_broker" "current_of_rabbitmq" {
  attrs = { engine_type = "RabbitMQ", engine_version = "3.13" }
}

resource "aws_mq_broker" "newest_of_rabbitmq" {
  attrs = { engine_type = "RabbitMQ", engine_version = "4.2" }
}

resource "aws_mq_broker" "retired_of_rabbitmq" {
  expect_failure = true
  attrs          = { engine_type = "RabbitMQ", engine_version = "3.12.13" }
}

resource "aws_mq_broker" "retired_long_ago_of_rabbitmq" {
  expect_failure = true
  attrs          = { engine_type = "RABBITMQ", engine_version = "3.8.6" }
}

# iaclint-unknown: engine_version
# iaclint-expect: undetermined
resource "aws_mq_broker" "unknown" {
  skip  = true
  attrs = { engine_type = "ActiveMQ", engine_version = "5.18" }
}

resource "aws_mq_configuration" "current" {
  attrs = { engine_type = "ActiveMQ", engine_version = "5.18" }
}

resource "aws_mq_configuration" "retired" {
  expect_failure = true
  attrs          = { engine_type = "ActiveMQ", engine_version = "5.15.0" }
}
