# iaclint-id: elasticache-default-parameter-group
# iaclint-summary: A cache has the parameter group that AWS comes with.
# iaclint-why: That one cannot be changed. To set a single parameter later one must give the cache another group.
# iaclint-fix: Add an `aws_elasticache_parameter_group`, and name it in `parameter_group_name`.
# iaclint-groups: hygiene
# iaclint-peers: tflint:aws_elasticache_cluster_default_parameter_group,
# tflint:aws_elasticache_replication_group_default_parameter_group

resource_policy "aws_elasticache_replication_group" "default_parameter_group" {
  enforcement_level = "advisory"

  filter = core::try(attrs.global_replication_group_id, null) == null

  enforce {
    condition = (
      core::try(attrs.parameter_group_name, null) != null &&
      !core::try(core::startswith(attrs.parameter_group_name, "default."), false)
    )
    error_message = "The cache has AWS's own parameter group"
  }
}

resource_policy "aws_elasticache_cluster" "default_parameter_group" {
  enforcement_level = "advisory"

  filter = core::try(attrs.replication_group_id, null) == null

  enforce {
    condition = (
      core::try(attrs.parameter_group_name, null) != null &&
      !core::try(core::startswith(attrs.parameter_group_name, "default."), false)
    )
    error_message = "The cache has AWS's own parameter group"
  }
}
