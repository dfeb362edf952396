# iaclint-summary: A topic does not encrypt its messages with a KMS key.
# iaclint-why: While they wait to be delivered they lie on disks that AWS encrypts as a whole: no key's policy says who
# may read them.
# iaclint-fix: Set `kms_master_key_id` to an aws_kms_key whose policy lets the services that publish use it; those
# cannot use `alias/aws/sns`.
# iaclint-controls: SNS.1
# iaclint-groups: encryption
# iaclint-peers: checkov:CKV_AWS_26, trivy:AWS-0095, kics:28545147-2fc6-42d5-a1f9-cf226658e591
# iaclint-security: 3.0
resource_policy "aws_sns_topic" "sns_encrypted" {
  enforcement_level = "advisory"

  locals {
    key = core::try(attrs.kms_master_key_id, null)
    # An id that KMS gives is not empty.
    own = (
      core::length(core::getresources("aws_kms_key", { key_id = local.key })) > 0 ||
      core::length(core::getresources("aws_kms_key", { id = local.key })) > 0
    )
  }

  enforce {
    condition     = local.key != null && (local.own || local.key != "")
    error_message = "The topic has no KMS key"
  }
}
