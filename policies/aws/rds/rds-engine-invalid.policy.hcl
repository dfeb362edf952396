# iaclint-summary: A database is to have an engine that RDS does not have.
# iaclint-why: AWS refuses it at the apply, after `plan` has passed.
# iaclint-fix: Write the name as AWS does: `mysql`, `mariadb`, `postgres`, `oracle-ee`, `oracle-se2`, `sqlserver-se`,
# `db2-se` and the like.
# iaclint-groups: default, hygiene
# iaclint-peers: tflint:aws_db_instance_invalid_engine
resource_policy "aws_db_instance" "engine_invalid" {
  enforcement_level = "mandatory"

  filter = core::try(attrs.engine, null) != null

  locals {
    engines = ["aurora-mysql", "aurora-postgresql", "mariadb", "mysql", "postgres"]
    engine  = core::lower(core::coalesce(core::try(attrs.engine, null), "-"))
  }

  enforce {
    condition = (
      core::contains(local.engines, local.engine) ||
      core::regex_match(local.engine, "^(custom-)?(oracle|sqlserver|db2)-[a-z0-9-]+$")
    )
    error_message = "RDS has no such engine"
  }
}
