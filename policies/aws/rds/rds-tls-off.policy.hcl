# iaclint-id: rds-tls-off
# iaclint-summary: A parameter group lets clients connect to a database without TLS.
# iaclint-why: Passwords and data then cross the network readable wherever a client does not ask for encryption by
# itself. Newer engines refuse such connections unless a parameter says this.
# iaclint-fix: Set `rds.force_ssl` (PostgreSQL, SQL Server) to 1, `require_secure_transport` (MySQL, MariaDB) to ON,
# or `db2comm` (Db2) to SSL.
# iaclint-controls: RDS.38, RDS.39, RDS.41, RDS.44
# iaclint-groups: default, encryption, fsbp
# iaclint-peers: checkov:CKV2_AWS_69
# iaclint-security: 6.0

resource_policy "aws_db_parameter_group" "tls_off" {
  enforcement_level = "mandatory_overridable"

  locals {
    switched_off = [
      for one in core::try(attrs.parameter, []) : one
      if(
        one.name == "rds.force_ssl" && one.value == "0" ||
        one.name == "require_secure_transport" && core::contains(["0", "off"], core::lower(one.value)) ||
        one.name == "db2comm" && core::lower(one.value) != "ssl"
      )
    ]
  }

  enforce {
    condition     = core::length(local.switched_off) == 0
    error_message = "Connections without TLS are allowed"
  }
}

resource_policy "aws_rds_cluster_parameter_group" "tls_off" {
  enforcement_level = "mandatory_overridable"

  locals {
    switched_off = [
      for one in core::try(attrs.parameter, []) : one
      if(
        one.name == "rds.force_ssl" && one.value == "0" ||
        one.name == "require_secure_transport" && core::contains(["0", "off"], core::lower(one.value)) ||
        one.name == "db2comm" && core::lower(one.value) != "ssl"
      )
    ]
  }

  enforce {
    condition     = core::length(local.switched_off) == 0
    error_message = "Connections without TLS are allowed"
  }
}
