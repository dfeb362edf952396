# iaclint-summary: A cluster of databases has one instance.
# iaclint-why: When its zone or the instance fails, the cluster answers nobody until AWS has made a new instance,
# which takes minutes.
# iaclint-fix: Add a second aws_rds_cluster_instance. AWS puts it into another zone.
# iaclint-controls: RDS.15
# iaclint-groups: resilience, fsbp
resource_policy "aws_rds_cluster" "two_instances" {
  enforcement_level = "advisory"

  # A cluster with a class of its own has three instances in three zones.
  filter = (
    core::try(attrs.db_cluster_instance_class, null) == null &&
    core::try(attrs.engine_mode, "provisioned") != "serverless"
  )

  enforce {
    condition     = core::length(core::getresources("aws_rds_cluster_instance", { cluster_identifier = attrs.id })) > 1
    error_message = "The cluster has one instance, or none"
  }
}
