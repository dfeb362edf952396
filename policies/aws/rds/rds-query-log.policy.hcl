# iaclint-id: rds-query-log
# iaclint-summary: A parameter group does not make PostgreSQL log any query.
# iaclint-why: The log then says nothing of slow queries or of who changed what, and after an incident nobody can
# tell.
# iaclint-fix: Add the parameter `log_min_duration_statement`, such as 1000 (milliseconds), or `log_statement`, such
# as `ddl`.
# iaclint-groups: logging
# iaclint-peers: checkov:CKV2_AWS_27, checkov:CKV2_AWS_30

resource_policy "aws_db_parameter_group" "query_log" {
  enforcement_level = "advisory"

  filter = core::try(core::startswith(attrs.family, "postgres"), false)

  locals {
    logged = [
      for one in core::try(attrs.parameter, []) : one
      if(
        one.name == "log_statement" && core::lower(one.value) != "none" ||
        one.name == "log_min_duration_statement" && one.value != "-1"
      )
    ]
  }

  enforce {
    condition     = core::length(local.logged) > 0
    error_message = "Nothing makes PostgreSQL write queries to its log"
  }
}

resource_policy "aws_rds_cluster_parameter_group" "query_log" {
  enforcement_level = "advisory"

  filter = core::try(core::regex_match(attrs.family, "^(aurora-)?postgres"), false)

  locals {
    logged = [
      for one in core::try(attrs.parameter, []) : one
      if(
        one.name == "log_statement" && core::lower(one.value) != "none" ||
        one.name == "log_min_duration_statement" && one.value != "-1"
      )
    ]
  }

  enforce {
    condition     = core::length(local.logged) > 0
    error_message = "Nothing makes PostgreSQL write queries to its log"
  }
}
