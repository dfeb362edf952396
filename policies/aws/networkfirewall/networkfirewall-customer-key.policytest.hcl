policytest {
  targets = ["networkfirewall-customer-key.policy.hcl"]
}

resource "aws_kms_key" "data" {
  skip  = true
  attrs = { id = "1234", key_id = "1234", arn = "arn:aws:kms:us-east-1:111122223333:key/1234" }
}

resource "aws_networkfirewall_firewall" "own" {
  attrs = { encryption_configuration = [{ type = "CUSTOMER_KMS", key_id = aws_kms_key.data.attrs.arn }] }
}

resource "aws_networkfirewall_firewall" "of_aws" {
  expect_failure = true
  attrs          = { encryption_configuration = [{ type = "AWS_OWNED_KMS_KEY" }] }
}

resource "aws_networkfirewall_firewall" "unsaid" {
  expect_failure = true
  attrs          = { name = "edge" }
}

# iaclint-unknown: encryption_configuration[0].key_id
# iaclint-expect: undetermined
resource "aws_networkfirewall_firewall" "unknown" {
  skip  = true
  attrs = { encryption_configuration = [{ type = "CUSTOMER_KMS" }] }
}

resource "aws_networkfirewall_firewall_policy" "own" {
  attrs = { encryption_configuration = [{ type = "CUSTOMER_KMS", key_id = aws_kms_key.data.attrs.arn }] }
}

resource "aws_networkfirewall_firewall_policy" "of_aws" {
  expect_failure = true
  attrs          = { encryption_configuration = [{ type = "AWS_OWNED_KMS_KEY" }] }
}

resource "aws_networkfirewall_firewall_policy" "unsaid" {
  expect_failure = true
  attrs          = { name = "edge" }
}

# iaclint-unknown: encryption_configuration[0].key_id
# iaclint-expect: undetermined
resource "aws_networkfirewall_firewall_policy" "unknown" {
  skip  = true
  attrs = { encryption_configuration = [{ type = "CUSTOMER_KMS" }] }
}

resource "aws_networkfirewall_rule_group" "own" {
  attrs = { encryption_configuration = [{ type = "CUSTOMER_KMS", key_id = aws_kms_key.data.attrs.arn }] }
}

resource "aws_networkfirewall_rule_group" "of_aws" {
  expect_failure = true
  attrs          = { encryption_configuration = [{ type = "AWS_OWNED_KMS_KEY" }] }
}

resource "aws_networkfirewall_rule_group" "unsaid" {
  expect_failure = true
  attrs          = { name = "edge" }
}

# iaclint-unknown: encryption_configuration[0].key_id
# iaclint-expect: undetermined
resource "aws_networkfirewall_rule_group" "unknown" {
  skip  = true
  attrs = { encryption_configuration = [{ type = "CUSTOMER_KMS" }] }
}
