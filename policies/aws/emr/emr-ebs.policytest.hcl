policytest {
  targets = ["emr-ebs.policy.hcl"]
}

resource "aws_emr_security_configuration" "encrypted" {
  attrs = {
    configuration = core::jsonencode({ EncryptionConfiguration = {
      EnableAtRestEncryption = true
      AtRestEncryptionConfiguration = {
        LocalDiskEncryptionConfiguration = { EncryptionKeyProviderType = "AwsKms", EnableEbsEncryption = true }
      }
    } })
  }
}

resource "aws_emr_security_configuration" "unsaid" {
  expect_failure = true
  attrs = {
    configuration = core::jsonencode({ EncryptionConfiguration = {
      EnableAtRestEncryption = true
      AtRestEncryptionConfiguration = {
        LocalDiskEncryptionConfiguration = { EncryptionKeyProviderType = "AwsKms" }
      }
    } })
  }
}

resource "aws_emr_security_configuration" "off" {
  expect_failure = true
  attrs = {
    configuration = core::jsonencode({ EncryptionConfiguration = {
      EnableAtRestEncryption = true
      AtRestEncryptionConfiguration = {
        LocalDiskEncryptionConfiguration = { EncryptionKeyProviderType = "AwsKms", EnableEbsEncryption = false }
      }
    } })
  }
}

resource "aws_emr_security_configuration" "all_off" {
  expect_failure = true
  attrs = {
    configuration = core::jsonencode({ EncryptionConfiguration = { EnableAtRestEncryption = false } })
  }
}

# iaclint-unknown: configuration
# iaclint-expect: undetermined
resource "aws_emr_security_configuration" "unknown" {
  skip  = true
  attrs = { name = "strict" }
}
