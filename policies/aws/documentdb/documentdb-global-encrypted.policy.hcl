# iaclint-summary: A global cluster of DocumentDB does not ask for its storage to be encrypted.
# iaclint-why: Each of its regions is encrypted only where the global cluster is, and it cannot be switched on later.
# iaclint-fix: Set `storage_encrypted = true`.
# iaclint-groups: encryption
# iaclint-peers: checkov:CKV_AWS_292
# iaclint-security: 5.0

# Made from a cluster it is as that is.
resource_policy "aws_docdb_global_cluster" "global_encrypted" {
  enforcement_level = "advisory"

  filter = core::try(attrs.source_db_cluster_identifier, null) == null

  enforce {
    condition     = core::try(attrs.storage_encrypted, false) == true
    error_message = "The global cluster does not ask for its storage to be encrypted"
  }
}
