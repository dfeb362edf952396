policytest {
  targets = ["dynamodb-customer-key.policy.hcl"]
}

resource "aws_dynamodb_table" "own" {
  attrs = {
    server_side_encryption = [{ enabled = true, kms_key_arn = "arn:aws:kms:us-east-1:111122223333:key/1" }]
    replica                = [{ region_name = "eu-west-1", kms_key_arn = "arn:aws:kms:eu-west-1:111122223333:key/1" }]
  }
}

resource "aws_dynamodb_table" "of_aws" {
  expect_failure = true
  attrs          = { server_side_encryption = [{ enabled = true, kms_key_arn = null }] }
}

resource "aws_dynamodb_table" "alias_of_aws" {
  expect_failure = true
  attrs          = { server_side_encryption = [{ enabled = true, kms_key_arn = "alias/aws/dynamodb" }] }
}

resource "aws_dynamodb_table" "off" {
  expect_failure = true
  attrs          = { server_side_encryption = [{ enabled = false, kms_key_arn = "arn:aws:kms:us-east-1:111122223333:key/1" }] }
}

resource "aws_dynamodb_table" "unsaid" {
  expect_failure = true
  attrs          = { hash_key = "id" }
}

resource "aws_dynamodb_table" "replica_of_aws" {
  expect_failure = true
  attrs = {
    server_side_encryption = [{ enabled = true, kms_key_arn = "arn:aws:kms:us-east-1:111122223333:key/1" }]
    replica                = [{ region_name = "eu-west-1" }]
  }
}

# iaclint-unknown: server_side_encryption[0].kms_key_arn
# iaclint-expect: undetermined
resource "aws_dynamodb_table" "unknown" {
  skip  = true
  attrs = { server_side_encryption = [{ enabled = true, kms_key_arn = "x" }] }
}

resource "aws_dynamodb_table_replica" "own" {
  attrs = { kms_key_arn = "arn:aws:kms:us-east-1:111122223333:key/1" }
}

resource "aws_dynamodb_table_replica" "unsaid" {
  expect_failure = true
  attrs          = { global_table_arn = "arn:aws:dynamodb:us-east-1:111122223333:table/shop" }
}

resource "aws_kms_key" "main" {
  skip  = true
  attrs = { key_id = "1234", id = "1234", arn = "arn:aws:kms:us-east-1:111122223333:key/1234" }
}

resource "aws_dynamodb_table" "by_id" {
  attrs = { server_side_encryption = [{ enabled = true, kms_key_arn = aws_kms_key.main.attrs.key_id }] }
}
