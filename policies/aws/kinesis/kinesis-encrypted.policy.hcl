# iaclint-summary: A stream is not encrypted.
# iaclint-why: Its records lie on disks in plain text for as long as the stream keeps them.
# iaclint-fix: Set `encryption_type = "KMS"` and `kms_key_id`, such as to `alias/aws/kinesis`.
# iaclint-controls: Kinesis.1
# iaclint-groups: encryption, fsbp
# iaclint-peers: checkov:CKV_AWS_43, trivy:AWS-0064, kics:862fe4bf-3eec-4767-a517-40f378886b88
# iaclint-security: 5.0
resource_policy "aws_kinesis_stream" "encrypted" {
  enforcement_level = "mandatory_overridable"

  enforce {
    condition     = core::try(attrs.encryption_type, "NONE") == "KMS"
    error_message = "The stream is not encrypted"
  }
}
