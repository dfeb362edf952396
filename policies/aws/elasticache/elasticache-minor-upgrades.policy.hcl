# iaclint-id: elasticache-minor-upgrades
# iaclint-summary: A cache does not take minor versions by itself.
# iaclint-why: Corrections of security are in minor versions; somebody must then raise `engine_version` each time.
# iaclint-fix: Remove `auto_minor_version_upgrade = false`, and choose a `maintenance_window`.
# iaclint-controls: ElastiCache.2
# iaclint-groups: upgrades, fsbp
# iaclint-peers: checkov:CKV_AWS_322
# iaclint-security: 3.0

resource_policy "aws_elasticache_replication_group" "minor_upgrades" {
  enforcement_level = "advisory"

  enforce {
    condition     = core::valuetostring(core::coalesce(core::try(attrs.auto_minor_version_upgrade, null), true)) != "false"
    error_message = "Minor versions are not taken automatically"
  }
}

resource_policy "aws_elasticache_cluster" "minor_upgrades" {
  enforcement_level = "advisory"

  filter = core::try(attrs.engine, null) != "memcached"

  enforce {
    condition     = core::valuetostring(core::coalesce(core::try(attrs.auto_minor_version_upgrade, null), true)) != "false"
    error_message = "Minor versions are not taken automatically"
  }
}
