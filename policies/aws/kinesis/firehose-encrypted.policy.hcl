# iaclint-summary: A delivery stream does not encrypt what waits in it.
# iaclint-why: Records that are sent to it directly lie on disks in plain text until they are delivered.
# iaclint-fix: Add `server_side_encryption { enabled = true }`.
# iaclint-controls: DataFirehose.1
# iaclint-groups: encryption, fsbp
# iaclint-peers: checkov:CKV_AWS_240, kics:5c6dd5e7-1fe0-4cae-8f81-4c122717cef3
# iaclint-security: 4.0
resource_policy "aws_kinesis_firehose_delivery_stream" "encrypted" {
  enforcement_level = "mandatory_overridable"

  # What comes from a stream or a topic is encrypted there.
  filter = (
    core::length(core::try(attrs.kinesis_source_configuration, [])) == 0 &&
    core::length(core::try(attrs.msk_source_configuration, [])) == 0
  )

  enforce {
    condition     = core::try(attrs.server_side_encryption[0].enabled, false) == true
    error_message = "The delivery stream does not encrypt its records"
  }
}
