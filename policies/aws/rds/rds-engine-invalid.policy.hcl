# iaclint-summary: A database is to have an engine that RDS does not have.
# iaclint-why: AWS refuses it at the apply, after `plan` has passed.
# iaclint-fix: Write the name as AWS does: `mysql`, `mariadb`, `postgres`, `oracle-ee`, `oracle-se2`, `sqlserver-se`,
# `db2-se` and the like.
# iaclint-groups: default
# iaclint-peers: tflint:aws_db_instance_invalid_engine
resource_policy "aws_db_instance" "engine_invalid" {
  enforcement_level = "mandatory"

  filter = core::try(attrs.engine, null) != null

  enforce {
    condition     = core::regex_match(core::lower(attrs.engine), "^(mysql|mariadb|postgres|aurora-mysql|aurora-postgresql|(custom-)?(oracle|sqlserver|db2)-[a-z0-9-]+)$")
    error_message = "RDS has no such engine"
  }
}
