# iaclint-id: rds-engine-retired
# iaclint-summary: A database has a version that AWS no longer supports.
# iaclint-why: Holes that are found in it are not closed, or only for the price of Extended Support, which is charged
# for each hour and processor; new databases of the oldest versions are refused. Among them are PostgreSQL before 14,
# MySQL before 8.4, Aurora MySQL 2 (5.7), and MariaDB before 10.6, which follows on 31 December 2026.
# iaclint-fix: Raise `engine_version` to a supported version, and set `allow_major_version_upgrade` for that.
# iaclint-groups: default, upgrades, cost
# iaclint-peers: checkov:CKV_AWS_250, checkov:CKV_AWS_388
# iaclint-security: 5.0

locals {
  # By the engine and its version.
  retired = [
    "^(postgres|aurora-postgresql) ([0-9]|1[0-3])([.]|$)",
    "^aurora-mysql 5[.]",
    "^mysql (5[.]|8[.]0([.]|$))",
    "^mariadb 10[.][0-5]([.]|$)",
    "^oracle-[a-z0-9-]+ 1[12][.]",
    "^sqlserver-[a-z]+ 1[0-2][.]",
  ]
}

resource_policy "aws_db_instance" "engine_retired" {
  enforcement_level = "mandatory_overridable"

  filter = core::try(attrs.engine, null) != null && core::try(attrs.engine_version, null) != null

  locals {
    engine  = core::coalesce(core::try(attrs.engine, null), "-")
    version = "${local.engine} ${core::coalesce(core::try(attrs.engine_version, null), "-")}"
    fitting = [for pattern in local.retired : pattern if core::regex_match(local.version, pattern)]
  }

  enforce {
    condition     = core::length(local.fitting) == 0
    error_message = "AWS no longer supports this version of the engine"
  }
}

resource_policy "aws_rds_cluster" "engine_retired" {
  enforcement_level = "mandatory_overridable"

  filter = core::try(attrs.engine, null) != null && core::try(attrs.engine_version, null) != null

  locals {
    engine  = core::coalesce(core::try(attrs.engine, null), "-")
    version = "${local.engine} ${core::coalesce(core::try(attrs.engine_version, null), "-")}"
    fitting = [for pattern in local.retired : pattern if core::regex_match(local.version, pattern)]
  }

  enforce {
    condition     = core::length(local.fitting) == 0
    error_message = "AWS no longer supports this version of the engine"
  }
}
