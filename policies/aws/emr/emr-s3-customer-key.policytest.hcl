policytest {
  targets = ["emr-s3-customer-key.policy.hcl"]
}

resource "aws_emr_security_configuration" "own" {
  attrs = {
    configuration = core::jsonencode({ EncryptionConfiguration = {
      EnableAtRestEncryption = true
      AtRestEncryptionConfiguration = {
        S3EncryptionConfiguration = { EncryptionMode = "SSE-KMS", AwsKmsKey = "alias/emr" }
      }
    } })
  }
}

resource "aws_emr_security_configuration" "of_s3" {
  expect_failure = true
  attrs = {
    configuration = core::jsonencode({ EncryptionConfiguration = {
      EnableAtRestEncryption        = true
      AtRestEncryptionConfiguration = { S3EncryptionConfiguration = { EncryptionMode = "SSE-S3" } }
    } })
  }
}

resource "aws_emr_security_configuration" "unsaid" {
  expect_failure = true
  attrs = {
    configuration = core::jsonencode({ EncryptionConfiguration = { EnableAtRestEncryption = false } })
  }
}

# What is said of S3 does not count while encryption at rest is off.
resource "aws_emr_security_configuration" "switched_off" {
  expect_failure = true
  attrs = {
    configuration = core::jsonencode({ EncryptionConfiguration = {
      EnableAtRestEncryption = false
      AtRestEncryptionConfiguration = {
        S3EncryptionConfiguration = { EncryptionMode = "SSE-KMS", AwsKmsKey = "alias/emr" }
      }
    } })
  }
}

# iaclint-unknown: configuration
# iaclint-expect: undetermined
resource "aws_emr_security_configuration" "unknown" {
  skip  = true
  attrs = { name = "strict" }
}
