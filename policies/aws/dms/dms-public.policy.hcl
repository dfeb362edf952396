# iaclint-summary: A replication instance of DMS has a public address.
# iaclint-why: It holds the passwords of both databases and all that is copied between them; one rule of a security
# group that is too wide, and anybody reaches it.
# iaclint-fix: Set `publicly_accessible = false`; databases elsewhere are reached through a NAT gateway or a VPN. An
# instance that exists is replaced by that.
# iaclint-controls: DMS.1
# iaclint-groups: default, exposure, fsbp
# iaclint-peers: checkov:CKV_AWS_89, kics:030d3b18-1821-45b4-9e08-50efbe7becbb
# iaclint-security: 8.0
resource_policy "aws_dms_replication_instance" "public" {
  enforcement_level = "mandatory"

  enforce {
    condition     = core::try(attrs.publicly_accessible, false) != true
    error_message = "The replication instance has a public address"
  }
}
