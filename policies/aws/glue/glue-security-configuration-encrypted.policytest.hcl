policytest {
  targets = ["glue-security-configuration-encrypted.policy.hcl"]
}

resource "aws_glue_security_configuration" "encrypted" {
  attrs = {
    encryption_configuration = [{
      cloudwatch_encryption    = [{ cloudwatch_encryption_mode = "SSE-KMS", kms_key_arn = "arn:aws:kms:us-east-1:123456789012:key/main" }]
      job_bookmarks_encryption = [{ job_bookmarks_encryption_mode = "CSE-KMS", kms_key_arn = "arn:aws:kms:us-east-1:123456789012:key/main" }]
      s3_encryption            = [{ s3_encryption_mode = "SSE-KMS" }]
    }]
  }
}

resource "aws_glue_security_configuration" "logs" {
  expect_failure = true
  attrs = {
    encryption_configuration = [{
      cloudwatch_encryption    = [{ cloudwatch_encryption_mode = "DISABLED" }]
      job_bookmarks_encryption = [{ job_bookmarks_encryption_mode = "CSE-KMS", kms_key_arn = "arn:aws:kms:us-east-1:123456789012:key/main" }]
      s3_encryption            = [{ s3_encryption_mode = "SSE-KMS" }]
    }]
  }
}

resource "aws_glue_security_configuration" "bookmarks" {
  expect_failure = true
  attrs = {
    encryption_configuration = [{
      cloudwatch_encryption    = [{ cloudwatch_encryption_mode = "SSE-KMS", kms_key_arn = "arn:aws:kms:us-east-1:123456789012:key/main" }]
      job_bookmarks_encryption = [{ job_bookmarks_encryption_mode = "DISABLED" }]
      s3_encryption            = [{ s3_encryption_mode = "SSE-KMS" }]
    }]
  }
}

resource "aws_glue_security_configuration" "results" {
  expect_failure = true
  attrs = {
    encryption_configuration = [{
      cloudwatch_encryption    = [{ cloudwatch_encryption_mode = "SSE-KMS", kms_key_arn = "arn:aws:kms:us-east-1:123456789012:key/main" }]
      job_bookmarks_encryption = [{ job_bookmarks_encryption_mode = "CSE-KMS", kms_key_arn = "arn:aws:kms:us-east-1:123456789012:key/main" }]
      s3_encryption            = [{ s3_encryption_mode = "DISABLED" }]
    }]
  }
}

resource "aws_glue_security_configuration" "without_key" {
  expect_failure = true
  attrs = {
    encryption_configuration = [{
      cloudwatch_encryption    = [{ cloudwatch_encryption_mode = "SSE-KMS" }]
      job_bookmarks_encryption = [{ job_bookmarks_encryption_mode = "CSE-KMS", kms_key_arn = "arn:aws:kms:us-east-1:123456789012:key/main" }]
      s3_encryption            = [{ s3_encryption_mode = "SSE-KMS" }]
    }]
  }
}

resource "aws_glue_security_configuration" "unsaid" {
  expect_failure = true
  attrs          = { encryption_configuration = [{ s3_encryption = [{ s3_encryption_mode = "SSE-S3" }] }] }
}

# iaclint-unknown: encryption_configuration[0].s3_encryption[0].s3_encryption_mode
# iaclint-expect: undetermined
resource "aws_glue_security_configuration" "unknown" {
  skip = true
  attrs = {
    encryption_configuration = [{
      cloudwatch_encryption    = [{ cloudwatch_encryption_mode = "SSE-KMS", kms_key_arn = "arn:aws:kms:us-east-1:123456789012:key/main" }]
      job_bookmarks_encryption = [{ job_bookmarks_encryption_mode = "CSE-KMS", kms_key_arn = "arn:aws:kms:us-east-1:123456789012:key/main" }]
      s3_encryption            = [{ s3_encryption_mode = "SSE-KMS" }]
    }]
  }
}
