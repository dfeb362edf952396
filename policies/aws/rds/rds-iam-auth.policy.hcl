# iaclint-id: rds-iam-auth
# iaclint-summary: One can sign in to a database with passwords only.
# iaclint-why: A password works from everywhere until somebody changes it. With IAM a program signs in by its role,
# with a token that lasts for 15 minutes.
# iaclint-fix: Set `iam_database_authentication_enabled = true`, and make users that sign in with it.
# iaclint-controls: RDS.10, RDS.12
# iaclint-groups: identity, fsbp
# iaclint-peers: checkov:CKV_AWS_161, checkov:CKV_AWS_162, trivy:AWS-0176, kics:88fd05e0-ac0e-43d2-ba6d-fc0ba60ae1a6
# iaclint-security: 3.0

# MariaDB has it since 10.6.
resource_policy "aws_db_instance" "iam_auth" {
  enforcement_level = "advisory"

  filter = (
    core::contains(["mariadb", "mysql", "postgres"], core::coalesce(core::try(attrs.engine, null), "-")) &&
    (
      core::try(attrs.engine, null) != "mariadb" ||
      !core::regex_match(core::coalesce(core::try(attrs.engine_version, null), "-"), "^10[.][0-5]([.]|$)")
    ) &&
    core::try(attrs.replicate_source_db, null) == null
  )

  enforce {
    condition     = core::try(attrs.iam_database_authentication_enabled, false) == true
    error_message = "The database takes passwords only"
  }
}

resource_policy "aws_rds_cluster" "iam_auth" {
  enforcement_level = "advisory"

  filter = core::regex_match(core::coalesce(core::try(attrs.engine, null), "mysql"), "^(aurora-)?(mysql|postgres)")

  enforce {
    condition     = core::try(attrs.iam_database_authentication_enabled, false) == true
    error_message = "The cluster takes passwords only"
  }
}
