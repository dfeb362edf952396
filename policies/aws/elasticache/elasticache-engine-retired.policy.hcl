# iaclint-id: elasticache-engine-retired
# iaclint-summary: A cache has a version of Redis that AWS no longer supports.
# iaclint-why: Holes that are found in it are not closed, or only for the price of Extended Support. AWS upgrades or
# charges without being asked. All versions before 6 are among them.
# iaclint-fix: Set `engine = "valkey"` with a current version, or `engine_version` to 7.1.
# iaclint-groups: default, upgrades, cost
# iaclint-peers: kics:254c932d-e3bf-44b2-bc9d-eb5fdb09f8d4
# iaclint-security: 5.0

resource_policy "aws_elasticache_replication_group" "engine_retired" {
  enforcement_level = "mandatory_overridable"

  filter = core::try(attrs.engine_version, null) != null

  enforce {
    condition     = !core::regex_match(attrs.engine_version, "^[2-5][.]")
    error_message = "AWS no longer supports this version of Redis"
  }
}

resource_policy "aws_elasticache_cluster" "engine_retired" {
  enforcement_level = "mandatory_overridable"

  filter = core::try(attrs.engine, null) == "redis" && core::try(attrs.engine_version, null) != null

  enforce {
    condition     = !core::regex_match(attrs.engine_version, "^[2-5][.]")
    error_message = "AWS no longer supports this version of Redis"
  }
}
