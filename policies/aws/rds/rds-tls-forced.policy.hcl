# iaclint-id: rds-tls-forced
# iaclint-summary: Nothing forces the clients of a database to use TLS.
# iaclint-why: Engines of these versions also take connections without it: passwords and data of a client that does
# not ask for encryption can be read on the way.
# iaclint-fix: Add the parameter `rds.force_ssl` (PostgreSQL, SQL Server) with 1, `require_secure_transport` (MySQL,
# MariaDB) with ON, or `db2comm` (Db2) with SSL, once all clients use TLS.
# iaclint-controls: RDS.38, RDS.39, RDS.41, RDS.44
# iaclint-groups: encryption, fsbp
# iaclint-peers: checkov:CKV2_AWS_69
# iaclint-security: 5.0

locals {
  # Families whose default lets plain connections in; PostgreSQL 15, Aurora PostgreSQL 17 and MySQL 8.4 are newer.
  lax = ["^postgres(9[.]|1[0-4]$)", "^mysql(5[.]|8[.]0)", "^mariadb1(0[.]|1[.]4)", "^sqlserver-", "^db2-"]
  # Instances of Aurora do not decide it, their cluster does.
  lax_clusters = ["^aurora-postgresql(9[.]|1[0-6]$)", "^aurora-mysql(5[.]|8[.]0)", "^postgres1[0-4]$", "^mysql8[.]0"]
}

# What is switched off by a parameter: rds-tls-off.
resource_policy "aws_db_parameter_group" "tls_forced" {
  enforcement_level = "advisory"

  filter = core::length([for form in local.lax : form if core::try(core::regex_match(attrs.family, form), false)]) > 0

  locals {
    forcing = [
      for one in core::try(attrs.parameter, []) : one.name
      if core::contains(["rds.force_ssl", "require_secure_transport", "db2comm"], one.name)
    ]
  }

  enforce {
    condition     = core::length(local.forcing) > 0
    error_message = "Nothing forces clients to use TLS"
  }
}

resource_policy "aws_rds_cluster_parameter_group" "tls_forced" {
  enforcement_level = "advisory"

  filter = core::length([for form in local.lax_clusters : form if core::try(core::regex_match(attrs.family, form), false)]) > 0

  locals {
    forcing = [
      for one in core::try(attrs.parameter, []) : one.name
      if core::contains(["rds.force_ssl", "require_secure_transport", "db2comm"], one.name)
    ]
  }

  enforce {
    condition     = core::length(local.forcing) > 0
    error_message = "Nothing forces clients to use TLS"
  }
}
