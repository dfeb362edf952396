# iaclint-summary: The encryption of a queue is switched off.
# iaclint-why: Its messages lie on disks in plain text, although encrypting them with the key of SQS costs nothing and
# changes nothing for clients.
# iaclint-fix: Remove `sqs_managed_sse_enabled = false`, or set `kms_master_key_id`.
# iaclint-controls: SQS.1
# iaclint-groups: default, encryption, fsbp
# iaclint-peers: checkov:CKV_AWS_27, trivy:AWS-0096, kics:6e8849c1-3aa7-40e3-9063-b85ee300f29f
# iaclint-security: 5.0
resource_policy "aws_sqs_queue" "encryption_off" {
  enforcement_level = "mandatory_overridable"

  locals {
    key = core::try(attrs.kms_master_key_id, null)
    # An id that KMS gives is not empty.
    has_key = local.key != null && (
      core::length(core::getresources("aws_kms_key", { key_id = local.key })) > 0 || local.key != ""
    )
  }

  enforce {
    condition     = core::try(attrs.sqs_managed_sse_enabled, true) != false || local.has_key
    error_message = "The encryption of the queue is switched off"
  }
}
