policytest {
  targets = ["dms-customer-key.policy.hcl"]
}

resource "aws_dms_replication_instance" "own" {
  attrs = { kms_key_arn = "arn:aws:kms:us-east-1:123456789012:key/main" }
}

resource "aws_dms_replication_instance" "empty" {
  expect_failure = true
  attrs          = { kms_key_arn = "" }
}

resource "aws_dms_replication_instance" "unsaid" {
  expect_failure = true
  attrs          = { replication_instance_id = "move" }
}

# iaclint-unknown: kms_key_arn
# iaclint-expect: undetermined
resource "aws_dms_replication_instance" "unknown" {
  skip  = true
  attrs = { replication_instance_id = "move" }
}

resource "aws_dms_endpoint" "own" {
  attrs = {
    engine_name = "aurora"
    kms_key_arn = "arn:aws:kms:us-east-1:123456789012:key/main"
  }
}

resource "aws_dms_endpoint" "empty" {
  expect_failure = true
  attrs = {
    engine_name = "aurora"
    kms_key_arn = ""
  }
}

resource "aws_dms_endpoint" "unsaid" {
  expect_failure = true
  attrs = {
    engine_name = "aurora"
    endpoint_id = "orders"
  }
}

# iaclint-unknown: kms_key_arn
# iaclint-expect: undetermined
resource "aws_dms_endpoint" "unknown" {
  skip = true
  attrs = {
    engine_name = "aurora"
    endpoint_id = "orders"
  }
}

resource "aws_dms_endpoint" "s3_own" {
  attrs = {
    engine_name = "s3"
    s3_settings = [{ server_side_encryption_kms_key_id = "arn:aws:kms:us-east-1:123456789012:key/main" }]
  }
}

resource "aws_dms_endpoint" "s3_unsaid" {
  expect_failure = true
  attrs = {
    engine_name = "s3"
    s3_settings = [{ bucket_name = "orders" }]
  }
}

resource "aws_dms_endpoint" "s3_without_settings" {
  expect_failure = true
  attrs          = { engine_name = "s3" }
}

# iaclint-unknown: s3_settings[0].server_side_encryption_kms_key_id
# iaclint-expect: undetermined
resource "aws_dms_endpoint" "s3_unknown" {
  skip = true
  attrs = {
    engine_name = "s3"
    s3_settings = [{ bucket_name = "orders" }]
  }
}

resource "aws_dms_s3_endpoint" "own" {
  attrs = { kms_key_arn = "arn:aws:kms:us-east-1:123456789012:key/main" }
}

resource "aws_dms_s3_endpoint" "empty" {
  expect_failure = true
  attrs          = { kms_key_arn = "" }
}

resource "aws_dms_s3_endpoint" "unsaid" {
  expect_failure = true
  attrs          = { endpoint_id = "orders" }
}

# iaclint-unknown: kms_key_arn
# iaclint-expect: undetermined
resource "aws_dms_s3_endpoint" "unknown" {
  skip  = true
  attrs = { endpoint_id = "orders" }
}
