policytest {
  targets = ["s3-customer-key.policy.hcl"]
}

resource "aws_kms_key" "data" {
  skip = true
  attrs = {
    id     = "1234"
    key_id = "1234"
    arn    = "arn:aws:kms:us-east-1:111122223333:key/1234"
  }
}

resource "aws_s3_bucket" "own" {
  attrs = { id = "images" }
}

resource "aws_s3_bucket_server_side_encryption_configuration" "own" {
  skip = true
  attrs = {
    bucket = aws_s3_bucket.own.attrs.id
    rule = [{
      apply_server_side_encryption_by_default = [{ sse_algorithm = "aws:kms", kms_master_key_id = aws_kms_key.data.attrs.arn }]
    }]
  }
}

resource "aws_s3_bucket" "inline" {
  attrs = {
    id = "old"
    server_side_encryption_configuration = [{
      rule = [{
        apply_server_side_encryption_by_default = [{ sse_algorithm = "aws:kms", kms_master_key_id = "alias/shop" }]
      }]
    }]
  }
}

resource "aws_s3_bucket" "of_aws" {
  expect_failure = true
  attrs          = { id = "uploads" }
}

resource "aws_s3_bucket_server_side_encryption_configuration" "of_aws" {
  skip = true
  attrs = {
    bucket = "uploads"
    rule = [{
      apply_server_side_encryption_by_default = [{ sse_algorithm = "aws:kms", kms_master_key_id = null }]
    }]
  }
}

resource "aws_s3_bucket" "alias_of_aws" {
  expect_failure = true
  attrs          = { id = "downloads" }
}

resource "aws_s3_bucket_server_side_encryption_configuration" "alias_of_aws" {
  skip = true
  attrs = {
    bucket = "downloads"
    rule = [{
      apply_server_side_encryption_by_default = [{ sse_algorithm = "aws:kms", kms_master_key_id = "alias/aws/s3" }]
    }]
  }
}

resource "aws_s3_bucket" "default" {
  expect_failure = true
  attrs          = { id = "logs" }
}

resource "aws_s3_bucket" "key_of_another_algorithm" {
  expect_failure = true
  attrs = {
    id = "older"
    server_side_encryption_configuration = [{
      rule = [{
        apply_server_side_encryption_by_default = [{ sse_algorithm = "AES256", kms_master_key_id = "alias/shop" }]
      }]
    }]
  }
}

resource "aws_s3_bucket" "of_access_logs" {
  attrs = { id = "access-logs" }
}

resource "aws_s3_bucket_logging" "to_it" {
  skip  = true
  attrs = { bucket = "images", target_bucket = aws_s3_bucket.of_access_logs.attrs.id }
}

resource "aws_s3_bucket" "of_logs_by_acl" {
  attrs = { id = "cdn-logs" }
}

resource "aws_s3_bucket_acl" "of_logs_by_acl" {
  skip  = true
  attrs = { bucket = "cdn-logs", acl = "log-delivery-write" }
}

resource "aws_s3_bucket" "of_logs_by_policy" {
  attrs = { id = "alb-logs" }
}

resource "aws_s3_bucket_policy" "of_logs_by_policy" {
  skip = true
  attrs = {
    bucket = "alb-logs"
    policy = core::jsonencode({ Statement = [{ Effect = "Allow", Principal = { Service = "logdelivery.elasticloadbalancing.amazonaws.com" }, Action = "s3:PutObject", Resource = "*" }] })
  }
}

resource "aws_s3_bucket" "of_another_service" {
  expect_failure = true
  attrs          = { id = "trails" }
}

resource "aws_s3_bucket_policy" "of_another_service" {
  skip = true
  attrs = {
    bucket = "trails"
    policy = core::jsonencode({ Statement = [{ Effect = "Allow", Principal = { Service = ["cloudtrail.amazonaws.com"] }, Action = "s3:PutObject", Resource = "*" }] })
  }
}

# iaclint-expect: undetermined
resource "aws_s3_bucket" "unknown" {
  skip  = true
  attrs = { id = "mystery" }
}

# iaclint-unknown: rule[0].apply_server_side_encryption_by_default[0].kms_master_key_id
resource "aws_s3_bucket_server_side_encryption_configuration" "unknown" {
  skip = true
  attrs = {
    bucket = "mystery"
    rule = [{
      apply_server_side_encryption_by_default = [{ sse_algorithm = "aws:kms", kms_master_key_id = "x" }]
    }]
  }
}

resource "aws_s3_bucket" "of_logs_by_grant" {
  attrs = { id = "grant-logs" }
}

resource "aws_s3_bucket_acl" "of_logs_by_grant" {
  skip = true
  attrs = {
    bucket = "grant-logs"
    access_control_policy = [{
      grant = [{
        permission = "WRITE"
        grantee    = [{ type = "Group", uri = "http://acs.amazonaws.com/groups/s3/LogDelivery" }]
      }]
    }]
  }
}
