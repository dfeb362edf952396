# iaclint-id: rds-query-log
# iaclint-summary: PostgreSQL logs no query.
# iaclint-why: The log then says nothing of slow queries or of who changed what, and after an incident nobody can
# tell.
# iaclint-fix: Add the parameter `log_min_duration_statement`, such as 1000 (milliseconds), or `log_statement`, such
# as `ddl`.
# iaclint-groups: logging
# iaclint-peers: checkov:CKV2_AWS_27, checkov:CKV2_AWS_30

resource_policy "aws_db_parameter_group" "query_log" {
  enforcement_level = "advisory"

  # Of one that databases here have, the databases are told.
  filter = (
    core::try(core::startswith(attrs.family, "postgres"), false) &&
    core::length(core::try(core::getresources("aws_db_instance", { parameter_group_name = attrs.name }), [])) == 0 &&
    core::length(core::try(core::getresources("aws_db_instance", { parameter_group_name = attrs.id }), [])) == 0
  )

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
    # Instances of the cluster may have a group of their own that says it.
    others = core::getresources("aws_db_parameter_group", { family = attrs.family })
    beside = [
      for one in core::flatten([for group in local.others : core::try(group.parameter, [])]) : one
      if(
        one.name == "log_statement" && core::lower(one.value) != "none" ||
        one.name == "log_min_duration_statement" && one.value != "-1"
      )
    ]
  }

  enforce {
    condition     = core::length(local.logged) > 0 || core::length(local.beside) > 0
    error_message = "Nothing makes PostgreSQL write queries to its log"
  }
}

resource_policy "aws_db_instance" "query_log" {
  enforcement_level = "advisory"

  filter = (
    core::try(attrs.engine, null) == "postgres" &&
    core::try(attrs.replicate_source_db, null) == null
  )

  locals {
    name = core::try(attrs.parameter_group_name, null)
    groups = local.name == null ? [] : core::concat(
      core::getresources("aws_db_parameter_group", { name = local.name }),
      core::getresources("aws_db_parameter_group", { id = local.name }),
    )
    logged = [
      for one in core::flatten([for group in local.groups : core::try(group.parameter, [])]) : one
      if(
        one.name == "log_statement" && core::lower(one.value) != "none" ||
        one.name == "log_min_duration_statement" && one.value != "-1"
      )
    ]
  }

  # AWS's own group makes it log no query; what one that is made elsewhere does is said there.
  enforce {
    condition = (local.name != null && (
      core::length(local.groups) > 0 || !core::try(core::startswith(local.name, "default."), false)
    ))
    error_message = "AWS's own parameter group makes PostgreSQL log no query"
  }

  enforce {
    condition     = core::length(local.groups) == 0 || core::length(local.logged) > 0
    error_message = "The parameter group makes PostgreSQL log no query"
  }
}
