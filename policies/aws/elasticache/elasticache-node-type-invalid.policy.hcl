# iaclint-id: elasticache-node-type-invalid
# iaclint-summary: The node type of a cache has a form that no type has.
# iaclint-why: AWS refuses it at the apply, after `plan` has passed.
# iaclint-fix: Write `cache.`, the family and the size, such as `cache.t4g.small`.
# iaclint-groups: default, hygiene
# iaclint-peers: tflint:aws_elasticache_cluster_invalid_type, tflint:aws_elasticache_replication_group_invalid_type

resource_policy "aws_elasticache_replication_group" "node_type_invalid" {
  enforcement_level = "mandatory"

  filter = core::try(attrs.node_type, null) != null

  enforce {
    condition     = core::regex_match(attrs.node_type, "^cache[.][a-z0-9-]+[.](micro|small|medium|large|[0-9]*xlarge)$")
    error_message = "There is no such node type"
  }
}

resource_policy "aws_elasticache_cluster" "node_type_invalid" {
  enforcement_level = "mandatory"

  filter = core::try(attrs.node_type, null) != null

  enforce {
    condition     = core::regex_match(attrs.node_type, "^cache[.][a-z0-9-]+[.](micro|small|medium|large|[0-9]*xlarge)$")
    error_message = "There is no such node type"
  }
}
