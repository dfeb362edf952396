# iaclint-id: connect-customer-key
# iaclint-summary: Recordings or transcripts of Amazon Connect are not encrypted with a key of one's own.
# iaclint-why: They are conversations with customers. Without a key of one's own no key policy says who may listen to
# them, beside the policies of the bucket.
# iaclint-fix: Add `encryption_config` with `encryption_type = "KMS"` and the ARN of an aws_kms_key as `key_id`.
# iaclint-groups: customer-keys
# iaclint-peers: checkov:CKV_AWS_269, checkov:CKV_AWS_270
# iaclint-security: 2.0

resource_policy "aws_connect_instance_storage_config" "connect_customer_key" {
  enforcement_level = "advisory"

  locals {
    # Streams of Kinesis have their key themselves.
    stores = core::flatten([
      for one in core::try(attrs.storage_config, []) : [
        core::try(one.s3_config, []), core::try(one.kinesis_video_stream_config, [])
      ]
    ])
  }

  enforce {
    condition     = core::alltrue([for one in local.stores : core::try(one.encryption_config[0].key_id, null) != null])
    error_message = "What is recorded is not encrypted with a key of your own"
  }
}
