# iaclint-summary: The files of a trail are not encrypted with a key of one's own.
# iaclint-why: Whoever may read the bucket reads who did what in the account; with a key of one's own they must also be
# allowed to decrypt.
# iaclint-fix: Set `kms_key_id` to the ARN of an aws_kms_key whose policy lets CloudTrail use it.
# iaclint-controls: CloudTrail.2, CIS 3.5
# iaclint-groups: customer-keys, fsbp, cis
# iaclint-peers: checkov:CKV_AWS_35, trivy:AWS-0015, kics:5d9e3164-9265-470c-9a10-57ae454ac0c7
# iaclint-security: 3.0
resource_policy "aws_cloudtrail" "customer_key" {
  enforcement_level = "advisory"

  locals {
    key = core::try(attrs.kms_key_id, null)
    # The id of a key that is not made yet is not known, but it is no empty text.
    own = (
      core::length(core::getresources("aws_kms_key", { key_id = local.key })) > 0 ||
      core::length(core::getresources("aws_kms_key", { id = local.key })) > 0
    )
  }

  enforce {
    condition     = local.key != null && (local.own || local.key != "")
    error_message = "The files of the trail are not encrypted with a key of your own"
  }
}
