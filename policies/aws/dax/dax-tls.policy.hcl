# iaclint-summary: Clients talk to a cluster of DAX without TLS.
# iaclint-why: What they read and write crosses the network readable, and it cannot be switched on later: the cluster is
# replaced.
# iaclint-fix: Set `cluster_endpoint_encryption_type = "TLS"`, with a client of DAX that knows it.
# iaclint-controls: DynamoDB.7
# iaclint-groups: encryption, fsbp
# iaclint-peers: checkov:CKV_AWS_239
# iaclint-security: 4.5
resource_policy "aws_dax_cluster" "tls" {
  enforcement_level = "mandatory_overridable"

  enforce {
    condition     = core::try(attrs.cluster_endpoint_encryption_type, null) == "TLS"
    error_message = "Clients talk to the cluster without TLS"
  }
}
