# iaclint-summary: A cluster of DAX does not encrypt its data at rest.
# iaclint-why: What it writes to disk of the tables that it caches can be read by whoever gets at the disk, and it
# cannot be switched on later: the cluster is replaced.
# iaclint-fix: Add `server_side_encryption { enabled = true }`.
# iaclint-controls: DynamoDB.3
# iaclint-groups: default, encryption, fsbp
# iaclint-peers: checkov:CKV_AWS_47, trivy:AWS-0023, kics:f11aec39-858f-4b6f-b946-0a1bf46c0c87
# iaclint-security: 6.0
resource_policy "aws_dax_cluster" "encrypted" {
  enforcement_level = "mandatory_overridable"

  enforce {
    condition     = core::try(attrs.server_side_encryption[0].enabled, false) == true
    error_message = "The cluster does not encrypt its data at rest"
  }
}
