# iaclint-id: rds-minor-upgrades
# iaclint-summary: A database does not take minor versions by itself.
# iaclint-why: Corrections of security are in minor versions. Somebody must then raise `engine_version` each time,
# until AWS retires the old one and forces it.
# iaclint-fix: Remove `auto_minor_version_upgrade = false`, and choose a `maintenance_window`.
# iaclint-controls: RDS.13, RDS.35, CIS 2.3.2
# iaclint-groups: upgrades, fsbp, cis
# iaclint-peers: checkov:CKV_AWS_226, kics:3b6d777b-76e3-4133-80a3-0d6f667ade7f
# iaclint-security: 3.0

resource_policy "aws_db_instance" "minor_upgrades" {
  enforcement_level = "advisory"

  enforce {
    condition     = core::try(attrs.auto_minor_version_upgrade, true) != false
    error_message = "Minor versions are not taken automatically"
  }
}

resource_policy "aws_rds_cluster_instance" "minor_upgrades" {
  enforcement_level = "advisory"

  enforce {
    condition     = core::try(attrs.auto_minor_version_upgrade, true) != false
    error_message = "Minor versions are not taken automatically"
  }
}
