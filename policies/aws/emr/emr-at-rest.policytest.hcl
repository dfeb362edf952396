policytest {
  targets = ["emr-at-rest.policy.hcl"]
}

resource "aws_emr_security_configuration" "encrypted" {
  attrs = {
    configuration = core::jsonencode({ EncryptionConfiguration = { EnableInTransitEncryption = false, EnableAtRestEncryption = true } })
  }
}

resource "aws_emr_security_configuration" "off" {
  expect_failure = true
  attrs = {
    configuration = core::jsonencode({ EncryptionConfiguration = { EnableInTransitEncryption = true, EnableAtRestEncryption = false } })
  }
}

resource "aws_emr_security_configuration" "unsaid" {
  expect_failure = true
  attrs = {
    configuration = core::jsonencode({ AuthenticationConfiguration = {} })
  }
}

# iaclint-unknown: configuration
# iaclint-expect: undetermined
resource "aws_emr_security_configuration" "unknown" {
  skip  = true
  attrs = { name = "strict" }
}
