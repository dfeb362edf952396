# iaclint-id: memorydb-customer-key
# iaclint-summary: A cluster of MemoryDB or a snapshot of it is not encrypted with a key of one's own.
# iaclint-why: A key of AWS has no policy of one's own: one can neither say who may decrypt the data nor withdraw it.
# iaclint-fix: Set `kms_key_arn` to the ARN of an aws_kms_key. A cluster that exists is replaced by that.
# iaclint-groups: customer-keys
# iaclint-peers: checkov:CKV_AWS_201, checkov:CKV_AWS_278
# iaclint-security: 2.5

resource_policy "aws_memorydb_cluster" "customer_key" {
  enforcement_level = "advisory"

  enforce {
    condition     = core::try(attrs.kms_key_arn, null) != null && core::try(attrs.kms_key_arn, null) != ""
    error_message = "The cluster is not encrypted with a key of your own"
  }
}

# The snapshot of a cluster with a key of one's own is left alone.
resource_policy "aws_memorydb_snapshot" "customer_key" {
  enforcement_level = "advisory"

  locals {
    clusters = core::getresources("aws_memorydb_cluster", { name = attrs.cluster_name })
    keys     = [for one in local.clusters : one if core::try(one.kms_key_arn, null) != null]
  }

  enforce {
    condition = (
      core::try(attrs.kms_key_arn, null) != null && core::try(attrs.kms_key_arn, null) != "" ||
      core::length(local.keys) > 0
    )
    error_message = "The snapshot is not encrypted with a key of your own"
  }
}
