# iaclint-summary: Clusters of EMR encrypt what they write to S3 with a key of S3.
# iaclint-why: Whoever may read the bucket may decrypt; no key policy stands in between.
# iaclint-fix: Set `EncryptionMode` in `S3EncryptionConfiguration` to `SSE-KMS` or `CSE-KMS`, with the ARN of an
# aws_kms_key as `AwsKmsKey`.
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
    condition     = core::contains(["SSE-KMS", "CSE-KMS", "CSE-Custom"], local.mode)
    error_message = "Clusters encrypt what they write to S3 with a key of S3"
  }
}
