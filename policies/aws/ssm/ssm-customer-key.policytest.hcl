policytest {
  targets = ["ssm-customer-key.policy.hcl"]
}

resource "aws_kms_key" "shop" {
  skip  = true
  attrs = { id = "1234", key_id = "1234", arn = "arn:aws:kms:us-east-1:111122223333:key/1234" }
}

resource "aws_ssm_parameter" "own" {
  attrs = { type = "SecureString", key_id = aws_kms_key.shop.attrs.key_id }
}

resource "aws_ssm_parameter" "own_alias" {
  attrs = { type = "SecureString", key_id = "alias/shop" }
}

resource "aws_ssm_parameter" "of_aws" {
  expect_failure = true
  attrs          = { type = "SecureString", key_id = "alias/aws/ssm" }
}

resource "aws_ssm_parameter" "unsaid" {
  expect_failure = true
  attrs          = { type = "SecureString" }
}

resource "aws_ssm_parameter" "plain" {
  attrs = { type = "String" }
}

# iaclint-unknown: key_id
# iaclint-expect: undetermined
resource "aws_ssm_parameter" "unknown" {
  skip  = true
  attrs = { type = "SecureString" }
}
