policytest {
  targets = ["dynamodb-pitr.policy.hcl"]
}

resource "aws_dynamodb_table" "on" {
  attrs = { point_in_time_recovery = [{ enabled = true }] }
}

resource "aws_dynamodb_table" "off" {
  expect_failure = true
  attrs          = { point_in_time_recovery = [{ enabled = false }] }
}

resource "aws_dynamodb_table" "unsaid" {
  expect_failure = true
  attrs          = { hash_key = "id" }
}

resource "aws_dynamodb_table" "expiring" {
  attrs = { hash_key = "session", ttl = [{ enabled = true, attribute_name = "until" }] }
}

resource "aws_dynamodb_table" "not_expiring" {
  expect_failure = true
  attrs          = { hash_key = "session", ttl = [{ enabled = false, attribute_name = "until" }] }
}

resource "aws_dynamodb_table" "locks" {
  attrs = { hash_key = "LockID" }
}

resource "aws_dynamodb_table" "replicas" {
  attrs = {
    point_in_time_recovery = [{ enabled = true }]
    replica                = [{ region_name = "eu-west-1", point_in_time_recovery = true }]
  }
}

resource "aws_dynamodb_table" "replica_off" {
  expect_failure = true
  attrs = {
    point_in_time_recovery = [{ enabled = true }]
    replica                = [{ region_name = "eu-west-1" }]
  }
}

# iaclint-unknown: point_in_time_recovery[0].enabled
# iaclint-expect: undetermined
resource "aws_dynamodb_table" "unknown" {
  skip  = true
  attrs = { hash_key = "id", point_in_time_recovery = [{ enabled = true }] }
}

resource "aws_dynamodb_table_replica" "on" {
  attrs = { point_in_time_recovery = true }
}

resource "aws_dynamodb_table_replica" "unsaid" {
  expect_failure = true
  attrs          = { global_table_arn = "arn:aws:dynamodb:us-east-1:111122223333:table/shop" }
}
