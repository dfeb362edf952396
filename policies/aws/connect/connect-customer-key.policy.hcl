# iaclint-id: connect-customer-key
# iaclint-summary: Recordings or transcripts of Amazon Connect are not encrypted with a key of one's own.
# iaclint-why: They are conversations with customers. Without a key of one's own no key policy says who may listen to
# them, beside the policies of the bucket.
# iaclint-fix: Add `encryption_config` with `encryption_type = "KMS"` and the ARN of an aws_kms_key as `key_id`, or make
# that key the bucket's default.
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
    # Where nothing is said, the bucket's own default holds.
    own = [
      for one in local.stores : core::try(one.encryption_config[0].key_id, null) != null ||
      core::try(one.bucket_name, null) != null && core::anytrue([
        for key in [
          for other in core::getresources("aws_s3_bucket_server_side_encryption_configuration", {
            bucket = core::try(one.bucket_name, null)
          }) : core::try(other.rule[0].apply_server_side_encryption_by_default[0].kms_master_key_id, null)
        ] : key != null && key != ""
      ])
    ]
  }

  enforce {
    condition     = core::alltrue(local.own)
    error_message = "What is recorded is not encrypted with a key of your own"
  }
}
