# iaclint-id: kinesis-key-missing
# iaclint-summary: A stream is to be encrypted, and no key is named.
# iaclint-why: The provider makes the stream and then refuses to encrypt it, Firehose refuses at once: the run breaks
# off.
# iaclint-fix: Set `kms_key_id`, such as to `alias/aws/kinesis`; or `key_arn` for a delivery stream with `key_type =
# "CUSTOMER_MANAGED_CMK"`.
# iaclint-groups: default, hygiene, encryption
# iaclint-peers: trivy:AWS-0064, kics:862fe4bf-3eec-4767-a517-40f378886b88, kics:5c6dd5e7-1fe0-4cae-8f81-4c122717cef3

resource_policy "aws_kinesis_stream" "key_missing" {
  enforcement_level = "mandatory"

  enforce {
    condition     = core::try(attrs.encryption_type, "NONE") != "KMS" || core::try(attrs.kms_key_id, null) != null
    error_message = "The stream is to be encrypted, and no key is named"
  }
}

resource_policy "aws_kinesis_firehose_delivery_stream" "key_missing" {
  enforcement_level = "mandatory"

  filter = core::try(attrs.server_side_encryption[0].enabled, false) == true

  enforce {
    condition = (
      core::try(attrs.server_side_encryption[0].key_type, null) != "CUSTOMER_MANAGED_CMK" ||
      core::try(attrs.server_side_encryption[0].key_arn, null) != null
    )
    error_message = "The delivery stream is to be encrypted, and no key is named"
  }
}
