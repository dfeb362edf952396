policytest {
  targets = ["bedrock-agent-customer-key.policy.hcl"]
}

resource "aws_bedrockagent_agent" "own" {
  attrs = { customer_encryption_key_arn = "arn:aws:kms:us-east-1:111122223333:key/1" }
}

resource "aws_bedrockagent_agent" "of_aws" {
  expect_failure = true
  attrs          = {}
}

resource "aws_bedrockagent_agent" "empty" {
  expect_failure = true
  attrs          = { customer_encryption_key_arn = "" }
}

# iaclint-unknown: customer_encryption_key_arn
# iaclint-expect: undetermined
resource "aws_bedrockagent_agent" "unknown" {
  skip  = true
  attrs = { customer_encryption_key_arn = "" }
}
