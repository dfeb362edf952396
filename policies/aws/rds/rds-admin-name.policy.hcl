# iaclint-id: rds-admin-name
# iaclint-summary: The administrator of a database has the name that everybody expects.
# iaclint-why: Who tries passwords then needs to guess the password only.
# iaclint-fix: Give `username`, for a cluster `master_username`, another name. A database that exists is replaced by
# that.
# iaclint-controls: RDS.24, RDS.25
# iaclint-groups: identity, fsbp
# iaclint-security: 2.5

locals {
  usual = ["admin", "administrator", "postgres", "root"]
}

resource_policy "aws_db_instance" "admin_name" {
  enforcement_level = "advisory"

  enforce {
    condition     = !core::contains(local.usual, core::lower(core::coalesce(core::try(attrs.username, null), "-")))
    error_message = "The administrator's name is the usual one"
  }
}

resource_policy "aws_rds_cluster" "admin_name" {
  enforcement_level = "advisory"

  enforce {
    condition     = !core::contains(local.usual, core::lower(core::coalesce(core::try(attrs.master_username, null), "-")))
    error_message = "The administrator's name is the usual one"
  }
}
