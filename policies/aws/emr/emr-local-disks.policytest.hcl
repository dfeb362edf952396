policytest {
  targets = ["emr-local-disks.policy.hcl"]
}

resource "aws_emr_security_configuration" "encrypted" {
  attrs = {
    configuration = core::jsonencode({ EncryptionConfiguration = {
      EnableAtRestEncryption = true
      AtRestEncryptionConfiguration = {
        LocalDiskEncryptionConfiguration = { EncryptionKeyProviderType = "AwsKms", AwsKmsKey = "alias/emr" }
      }
    } })
  }
}

resource "aws_emr_security_configuration" "switched_off" {
  expect_failure = true
  attrs = {
    configuration = core::jsonencode({ EncryptionConfiguration = {
      EnableAtRestEncryption = false
      AtRestEncryptionConfiguration = {
        LocalDiskEncryptionConfiguration = { EncryptionKeyProviderType = "AwsKms", AwsKmsKey = "alias/emr" }
      }
    } })
  }
}

resource "aws_emr_security_configuration" "only_s3" {
  expect_failure = true
  attrs = {
    configuration = core::jsonencode({ EncryptionConfiguration = {
      EnableAtRestEncryption        = true
      AtRestEncryptionConfiguration = { S3EncryptionConfiguration = { EncryptionMode = "SSE-S3" } }
    } })
  }
}

resource "aws_emr_security_configuration" "no_keys" {
  expect_failure = true
  attrs = {
    configuration = core::jsonencode({ EncryptionConfiguration = {
      EnableAtRestEncryption = true
      AtRestEncryptionConfiguration = {
        LocalDiskEncryptionConfiguration = { EncryptionKeyProviderType = "" }
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
