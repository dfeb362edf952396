# iaclint-summary: A queue does not say that it is encrypted.
# iaclint-why: AWS encrypts queues by itself since October 2022 only: one that is older, or was made by an old tool,
# may not be, and nothing here tells.
# iaclint-fix: Set `sqs_managed_sse_enabled = true`, or `kms_master_key_id`.
# iaclint-groups: hygiene
# iaclint-peers: checkov:CKV_AWS_27, trivy:AWS-0096, kics:6e8849c1-3aa7-40e3-9063-b85ee300f29f
# iaclint-security: 1.0
resource_policy "aws_sqs_queue" "encryption_unsaid" {
  enforcement_level = "advisory"

  locals {
    key = core::try(attrs.kms_master_key_id, null)
    # An id that KMS gives is not empty.
    has_key = local.key != null && (
      core::length(core::getresources("aws_kms_key", { key_id = local.key })) > 0 || local.key != ""
    )
  }

  enforce {
    condition     = core::try(attrs.sqs_managed_sse_enabled, null) != null || local.has_key
    error_message = "The queue does not say that it is encrypted"
  }
}
