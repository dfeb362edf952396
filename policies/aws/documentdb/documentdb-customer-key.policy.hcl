# iaclint-summary: A cluster of DocumentDB is not encrypted with a key of one's own.
# iaclint-why: A key of AWS has no policy of one's own: one can neither say who may decrypt, nor withdraw it, nor share
# a snapshot with another account.
# iaclint-fix: Set `storage_encrypted = true`, and `kms_key_id` to the ARN of an aws_kms_key. A cluster that exists is
# replaced by that.
# iaclint-groups: customer-keys
# iaclint-peers: checkov:CKV_AWS_182, trivy:AWS-0022, kics:4766d3ea-241c-4ee6-93ff-c380c996bd1a,
# kics:2134641d-30a4-4b16-8ffc-2cd4c4ffd15d
# iaclint-security: 2.5
resource_policy "aws_docdb_cluster" "customer_key" {
  enforcement_level = "advisory"

  filter = (
    core::try(attrs.snapshot_identifier, null) == null &&
    core::length(core::try(attrs.restore_to_point_in_time, [])) == 0
  )

  enforce {
    condition     = core::try(attrs.kms_key_id, null) != null && core::try(attrs.kms_key_id, null) != ""
    error_message = "The cluster is not encrypted with a key of your own"
  }
}
