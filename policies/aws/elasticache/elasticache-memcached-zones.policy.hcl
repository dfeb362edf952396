# iaclint-summary: All nodes of a memcached cluster are in one availability zone.
# iaclint-why: When the zone fails, the whole cache is gone at once, and everything it held back falls on the
# database.
# iaclint-fix: Set `az_mode = "cross-az"`.
# iaclint-groups: resilience
# iaclint-peers: kics:6db03a91-f933-4f13-ab38-a8b87a7de54d
resource_policy "aws_elasticache_cluster" "memcached_zones" {
  enforcement_level = "advisory"

  filter = core::try(attrs.engine, null) == "memcached" && core::try(attrs.num_cache_nodes > 1, false)

  enforce {
    condition     = core::try(attrs.az_mode, "single-az") == "cross-az"
    error_message = "All nodes of the cluster are in one availability zone"
  }
}
