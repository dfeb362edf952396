# iaclint-summary: Clients talk to a cache without TLS.
# iaclint-why: What is cached, sessions and tokens among it, and the password of the cache can be read on the way.
# Without TLS a cache also cannot ask for a password.
# iaclint-fix: Set `transit_encryption_enabled = true`. For a cache in use do it in two steps, with
# `transit_encryption_mode = "preferred"` first.
# iaclint-controls: ElastiCache.5
# iaclint-groups: default, encryption, fsbp
# iaclint-peers: checkov:CKV_AWS_30, trivy:AWS-0051, kics:1afbb3fa-cf6c-4a3d-b730-95e9f4df343e
# iaclint-security: 6.0
resource_policy "aws_elasticache_replication_group" "tls" {
  enforcement_level = "mandatory_overridable"

  filter = core::try(attrs.global_replication_group_id, null) == null

  enforce {
    condition     = core::try(attrs.transit_encryption_enabled, false) == true
    error_message = "Clients talk to the cache without TLS"
  }
}
