# iaclint-id: elasticache-node-type-previous
# iaclint-summary: A cache runs on a node type of a previous generation.
# iaclint-why: AWS makes no new caches of these types, and newer ones cost less for the same work.
# iaclint-fix: Choose the type of a current family, such as `cache.t4g.small` for `cache.t1.micro` or
# `cache.r7g.large` for `cache.r3.large`.
# iaclint-groups: default, upgrades, cost
# iaclint-peers: tflint:aws_elasticache_cluster_previous_type, tflint:aws_elasticache_replication_group_previous_type

resource_policy "aws_elasticache_replication_group" "node_type_previous" {
  enforcement_level = "mandatory_overridable"

  filter = core::try(attrs.node_type, null) != null

  enforce {
    condition     = !core::regex_match(attrs.node_type, "^cache[.](c1|m[1-3]|r3|t1)[.]")
    error_message = "The node type is of a previous generation"
  }
}

resource_policy "aws_elasticache_cluster" "node_type_previous" {
  enforcement_level = "mandatory_overridable"

  filter = core::try(attrs.node_type, null) != null

  enforce {
    condition     = !core::regex_match(attrs.node_type, "^cache[.](c1|m[1-3]|r3|t1)[.]")
    error_message = "The node type is of a previous generation"
  }
}
