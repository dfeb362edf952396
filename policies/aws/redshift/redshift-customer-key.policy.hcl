# iaclint-id: redshift-customer-key
# iaclint-summary: Data of Redshift is not encrypted with a key of one's own.
# iaclint-why: A key of AWS has no policy of one's own: one can neither say who may decrypt the data and its snapshots,
# nor withdraw it, nor share a snapshot with another account.
# iaclint-fix: Set `kms_key_id` to the ARN of an aws_kms_key, of a cluster with `encrypted = true`.
# iaclint-controls: RedshiftServerless.4
# iaclint-groups: customer-keys
# iaclint-peers: checkov:CKV_AWS_142, checkov:CKV_AWS_281, checkov:CKV_AWS_282, trivy:AWS-0084
# iaclint-security: 2.5

# What is restored has the key of the snapshot.
resource_policy "aws_redshift_cluster" "customer_key" {
  enforcement_level = "advisory"

  filter = core::try(attrs.snapshot_identifier, null) == null && core::try(attrs.snapshot_arn, null) == null

  locals {
    key = core::try(attrs.kms_key_id, null)
    # A key that is named by its `key_id` is one, although nobody knows it yet.
    made = core::getresources("aws_kms_key", { key_id = local.key })
  }

  enforce {
    condition     = local.key != null && (local.key != "" || core::length(local.made) > 0)
    error_message = "The cluster is not encrypted with a key of your own"
  }
}

resource_policy "aws_redshiftserverless_namespace" "customer_key" {
  enforcement_level = "advisory"

  locals {
    key = core::try(attrs.kms_key_id, null)
    # A key that is named by its `key_id` is one, although nobody knows it yet.
    made = core::getresources("aws_kms_key", { key_id = local.key })
  }

  enforce {
    condition     = local.key != null && (local.key != "" || core::length(local.made) > 0)
    error_message = "The namespace is not encrypted with a key of your own"
  }
}

# The key for copies of snapshots in another region.
resource_policy "aws_redshift_snapshot_copy_grant" "customer_key" {
  enforcement_level = "advisory"

  locals {
    key = core::try(attrs.kms_key_id, null)
    # A key that is named by its `key_id` is one, although nobody knows it yet.
    made = core::getresources("aws_kms_key", { key_id = local.key })
  }

  enforce {
    condition     = local.key != null && (local.key != "" || core::length(local.made) > 0)
    error_message = "Copies of snapshots are not encrypted with a key of your own"
  }
}
