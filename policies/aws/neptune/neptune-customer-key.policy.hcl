# iaclint-summary: A cluster of Neptune is not encrypted with a key of one's own.
# iaclint-why: A key of AWS has no policy of one's own: one can neither say who may decrypt, nor withdraw it, nor share
# a snapshot with another account.
# iaclint-fix: Set `storage_encrypted = true`, and `kms_key_arn` to the ARN of an aws_kms_key. A cluster that exists is
# replaced by that.
# iaclint-groups: customer-keys
# iaclint-peers: checkov:CKV_AWS_347, trivy:AWS-0128
# iaclint-security: 2.5
resource_policy "aws_neptune_cluster" "customer_key" {
  enforcement_level = "advisory"

  filter = (
    core::try(attrs.replication_source_identifier, null) == null && core::try(attrs.snapshot_identifier, null) == null
  )

  enforce {
    condition     = core::try(attrs.kms_key_arn, null) != null && core::try(attrs.kms_key_arn, null) != ""
    error_message = "The cluster is not encrypted with a key of your own"
  }
}
