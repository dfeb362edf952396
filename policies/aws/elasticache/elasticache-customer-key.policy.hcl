# iaclint-summary: A cache is encrypted with a key of AWS.
# iaclint-why: Such a key has no policy of one's own: one cannot say who may decrypt the cache and its backups, and
# cannot withdraw it.
# iaclint-fix: Set `kms_key_id` to the ARN of a key of your own; the group is replaced by that.
# iaclint-groups: customer-keys
# iaclint-peers: checkov:CKV_AWS_191
# iaclint-security: 2.5
resource_policy "aws_elasticache_replication_group" "customer_key" {
  enforcement_level = "advisory"

  filter = core::try(attrs.global_replication_group_id, null) == null

  enforce {
    condition     = core::try(attrs.kms_key_id, null) != null && core::try(attrs.kms_key_id, null) != ""
    error_message = "The cache is encrypted with a key of AWS"
  }
}
