# iaclint-id: rds-log-exports
# iaclint-summary: A database sends none of its logs to CloudWatch.
# iaclint-why: They stay on its host for a few days, where no alarm reads them, and are gone with it.
# iaclint-fix: Set `enabled_cloudwatch_logs_exports` to the logs of the engine, such as `["postgresql"]` or `["error",
# "slowquery"]`.
# iaclint-controls: RDS.9, RDS.36, RDS.37, RDS.40, RDS.42
# iaclint-groups: logging, fsbp
# iaclint-peers: checkov:CKV_AWS_129, checkov:CKV_AWS_324, kics:8d7f7b8c-6c7c-40f8-baa6-62006c6c7b56

resource_policy "aws_db_instance" "log_exports" {
  enforcement_level = "advisory"

  enforce {
    condition     = core::length(core::coalesce(core::try(attrs.enabled_cloudwatch_logs_exports, null), [])) > 0
    error_message = "None of the database's logs goes to CloudWatch"
  }
}

resource_policy "aws_rds_cluster" "log_exports" {
  enforcement_level = "advisory"

  enforce {
    condition     = core::length(core::coalesce(core::try(attrs.enabled_cloudwatch_logs_exports, null), [])) > 0
    error_message = "None of the cluster's logs goes to CloudWatch"
  }
}
