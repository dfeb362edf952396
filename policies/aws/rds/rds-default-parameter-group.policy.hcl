# iaclint-id: rds-default-parameter-group
# iaclint-summary: A database has the parameter group that AWS comes with.
# iaclint-why: That one cannot be changed. To set a single parameter later one must give the database another group,
# and restart it.
# iaclint-fix: Add an `aws_db_parameter_group`, for a cluster an `aws_rds_cluster_parameter_group`, and name it.
# iaclint-groups: hygiene
# iaclint-peers: tflint:aws_db_instance_default_parameter_group

resource_policy "aws_db_instance" "default_parameter_group" {
  enforcement_level = "advisory"

  enforce {
    condition = (
      core::try(attrs.parameter_group_name, null) != null &&
      !core::try(core::startswith(attrs.parameter_group_name, "default."), false)
    )
    error_message = "The database has AWS's own parameter group"
  }
}

resource_policy "aws_rds_cluster" "default_parameter_group" {
  enforcement_level = "advisory"

  enforce {
    condition = (
      core::try(attrs.db_cluster_parameter_group_name, null) != null &&
      !core::try(core::startswith(attrs.db_cluster_parameter_group_name, "default."), false)
    )
    error_message = "The cluster has AWS's own parameter group"
  }
}
