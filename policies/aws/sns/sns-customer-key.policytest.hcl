policytest {
  targets = ["sns-customer-key.policy.hcl"]
}

resource "aws_kms_key" "shop" {
  skip  = true
  attrs = { id = "1234", key_id = "1234", arn = "arn:aws:kms:us-east-1:111122223333:key/1234" }
}

resource "aws_sns_topic" "own" {
  attrs = { kms_master_key_id = aws_kms_key.shop.attrs.key_id }
}

resource "aws_sns_topic" "alias" {
  attrs = { kms_master_key_id = "alias/shop" }
}

resource "aws_sns_topic" "of_aws" {
  expect_failure = true
  attrs          = { kms_master_key_id = "alias/aws/sns" }
}

resource "aws_sns_topic" "of_aws_by_arn" {
  expect_failure = true
  attrs          = { kms_master_key_id = "arn:aws:kms:us-east-1:111122223333:alias/aws/sns" }
}

resource "aws_sns_topic" "without" {
  attrs = { name = "shop" }
}

# iaclint-unknown: kms_master_key_id
# iaclint-expect: undetermined
resource "aws_sns_topic" "unknown" {
  skip  = true
  attrs = { name = "shop" }
}
