# iaclint-summary: A parameter group of DocumentDB switches TLS off.
# iaclint-why: Passwords and documents then cross the network readable. Unless a parameter says this, clusters take
# connections with TLS only.
# iaclint-fix: Remove the parameter `tls`, or set it to `enabled`.
# iaclint-controls: DocumentDB.6
# iaclint-groups: default, encryption, fsbp
# iaclint-peers: checkov:CKV_AWS_90
# iaclint-security: 6.0
resource_policy "aws_docdb_cluster_parameter_group" "tls_off" {
  enforcement_level = "mandatory_overridable"

  locals {
    said = [for one in core::try(attrs.parameter, []) : core::lower(one.value) if one.name == "tls"]
  }

  enforce {
    condition     = !core::contains(local.said, "disabled")
    error_message = "Connections without TLS are allowed"
  }
}
