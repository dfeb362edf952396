# iaclint-summary: A security configuration of EMR names no key of one's own for what clusters write to S3.
# iaclint-why: It is then encrypted with a key of S3, unless the bucket says otherwise: whoever may read the bucket may
# decrypt, and no key policy stands in between.
# iaclint-fix: Set `EncryptionMode` in `S3EncryptionConfiguration` to `SSE-KMS` or `CSE-KMS`, with the ARN of an
# aws_kms_key as `AwsKmsKey`, and `EnableAtRestEncryption` to `true`.
# iaclint-groups: customer-keys
# iaclint-peers: checkov:CKV_AWS_171
# iaclint-security: 2.5
resource_policy "aws_emr_security_configuration" "s3_customer_key" {
  enforcement_level = "advisory"

  locals {
    encryption = core::try(core::jsondecode(attrs.configuration).EncryptionConfiguration, {})
    mode       = core::try(local.encryption.AtRestEncryptionConfiguration.S3EncryptionConfiguration.EncryptionMode, "")
  }

  enforce {
    condition = (
      core::try(local.encryption.EnableAtRestEncryption, false) == true &&
      core::contains(["SSE-KMS", "CSE-KMS", "CSE-Custom"], local.mode)
    )
    error_message = "No key of your own is named for what clusters write to S3"
  }
}
