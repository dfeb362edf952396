# iaclint-id: rds-default-port
# iaclint-summary: A database listens on the port that everybody expects.
# iaclint-why: Programs that look for databases try these ports first. It is no protection, only less noise: security
# groups decide who gets in.
# iaclint-fix: Set `port` to another number.
# iaclint-controls: RDS.23
# iaclint-groups: hygiene, fsbp
# iaclint-peers: kics:bca7cc4d-b3a4-4345-9461-eb69c68fcd26
# iaclint-security: 2.0

locals {
  # SQL Server, Oracle, MySQL and MariaDB, PostgreSQL, Db2.
  usual = [1433, 1521, 3306, 5432, 50000]
}

resource_policy "aws_db_instance" "default_port" {
  enforcement_level = "advisory"

  filter = core::try(attrs.replicate_source_db, null) == null

  enforce {
    condition     = core::try(attrs.port, null) != null && !core::contains(local.usual, core::try(attrs.port, null))
    error_message = "The database listens on the engine's usual port"
  }
}

resource_policy "aws_rds_cluster" "default_port" {
  enforcement_level = "advisory"

  enforce {
    condition     = core::try(attrs.port, null) != null && !core::contains(local.usual, core::try(attrs.port, null))
    error_message = "The cluster listens on the engine's usual port"
  }
}
