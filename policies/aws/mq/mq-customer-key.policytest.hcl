policytest {
  targets = ["mq-customer-key.policy.hcl"]
}

resource "aws_kms_key" "data" {
  skip  = true
  attrs = { id = "1234", key_id = "1234", arn = "arn:aws:kms:us-east-1:111122223333:key/1234" }
}

resource "aws_mq_broker" "own" {
  attrs = { encryption_options = [{ use_aws_owned_key = false, kms_key_id = aws_kms_key.data.attrs.arn }] }
}

resource "aws_mq_broker" "of_aws" {
  expect_failure = true
  attrs          = { encryption_options = [{ use_aws_owned_key = false }] }
}

resource "aws_mq_broker" "of_rabbitmq" {
  attrs = { engine_type = "RabbitMQ" }
}

resource "aws_mq_broker" "unsaid" {
  expect_failure = true
  attrs          = { broker_name = "shop" }
}

# iaclint-unknown: encryption_options[0].kms_key_id
# iaclint-expect: undetermined
resource "aws_mq_broker" "unknown" {
  skip  = true
  attrs = { encryption_options = [{ use_aws_owned_key = false }] }
}
