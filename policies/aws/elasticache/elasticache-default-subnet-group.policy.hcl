# iaclint-id: elasticache-default-subnet-group
# iaclint-summary: A cache lies in the default VPC.
# iaclint-why: Without a subnet group of its own AWS puts it there, where every subnet is public and whatever is tried
# out in the account runs beside it.
# iaclint-fix: Add an `aws_elasticache_subnet_group` of private subnets, and name it in `subnet_group_name`.
# iaclint-controls: ElastiCache.7
# iaclint-groups: hygiene, fsbp
# iaclint-peers: checkov:CKV_AWS_323, kics:8c849af7-a399-46f7-a34c-32d3dc96f1fc
# iaclint-security: 3.0

resource_policy "aws_elasticache_replication_group" "default_subnet_group" {
  enforcement_level = "advisory"

  enforce {
    condition     = core::coalesce(core::try(attrs.subnet_group_name, null), "default") != "default"
    error_message = "The cache has the default subnet group"
  }
}

resource_policy "aws_elasticache_cluster" "default_subnet_group" {
  enforcement_level = "advisory"

  filter = core::try(attrs.replication_group_id, null) == null

  enforce {
    condition     = core::coalesce(core::try(attrs.subnet_group_name, null), "default") != "default"
    error_message = "The cache has the default subnet group"
  }
}
