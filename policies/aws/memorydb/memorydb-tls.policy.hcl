# iaclint-summary: A cluster of MemoryDB switches TLS off.
# iaclint-why: Data crosses the network readable, and users cannot sign in: everybody has the access list `open-access`.
# It cannot be changed later, the cluster is replaced.
# iaclint-fix: Remove `tls_enabled = false`.
# iaclint-groups: default, encryption
# iaclint-peers: checkov:CKV_AWS_202
# iaclint-security: 6.0
resource_policy "aws_memorydb_cluster" "tls" {
  enforcement_level = "mandatory_overridable"

  enforce {
    condition     = core::try(attrs.tls_enabled, true) != false
    error_message = "Clients talk to the cluster without TLS"
  }
}
