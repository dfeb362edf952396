policytest {
  targets = ["connect-customer-key.policy.hcl"]
}

resource "aws_connect_instance_storage_config" "bucket" {
  attrs = { storage_config = [{ s3_config = [{ encryption_config = [{ key_id = "arn:aws:kms:us-east-1:111122223333:key/1" }] }] }] }
}

resource "aws_connect_instance_storage_config" "bucket_without" {
  expect_failure = true
  attrs          = { storage_config = [{ s3_config = [{ bucket_name = "calls", encryption_config = [] }] }] }
}

resource "aws_connect_instance_storage_config" "bucket_left_out" {
  expect_failure = true
  attrs          = { storage_config = [{ s3_config = [{ bucket_name = "calls" }] }] }
}

resource "aws_s3_bucket_server_side_encryption_configuration" "transcripts" {
  skip = true
  attrs = {
    bucket = "transcripts"
    rule   = [{ apply_server_side_encryption_by_default = [{ sse_algorithm = "aws:kms", kms_master_key_id = "arn:aws:kms:us-east-1:111122223333:key/1" }] }]
  }
}

resource "aws_connect_instance_storage_config" "bucket_by_default" {
  attrs = { storage_config = [{ s3_config = [{ bucket_name = "transcripts" }] }] }
}

resource "aws_connect_instance_storage_config" "video" {
  attrs = { storage_config = [{ kinesis_video_stream_config = [{ encryption_config = [{ key_id = "arn:aws:kms:us-east-1:111122223333:key/1" }] }] }] }
}

resource "aws_connect_instance_storage_config" "video_without" {
  expect_failure = true
  attrs          = { storage_config = [{ kinesis_video_stream_config = [{ encryption_config = [{}] }] }] }
}

resource "aws_connect_instance_storage_config" "stream" {
  attrs = { storage_config = [{ kinesis_stream_config = [{ stream_arn = "arn" }] }] }
}

# iaclint-unknown: storage_config[0].s3_config[0].encryption_config[0].key_id
# iaclint-expect: undetermined
resource "aws_connect_instance_storage_config" "unknown" {
  skip  = true
  attrs = { storage_config = [{ s3_config = [{ encryption_config = [{ key_id = "" }] }] }] }
}
