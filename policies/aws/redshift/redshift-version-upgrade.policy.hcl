# iaclint-summary: A cluster of Redshift does not take new versions by itself.
# iaclint-why: Corrections of security come with them; AWS stops supporting what falls too far behind.
# iaclint-fix: Remove `allow_version_upgrade = false`, and choose a `preferred_maintenance_window`.
# iaclint-controls: Redshift.6
# iaclint-groups: upgrades, fsbp
# iaclint-peers: checkov:CKV_AWS_141
# iaclint-security: 3.0
resource_policy "aws_redshift_cluster" "version_upgrade" {
  enforcement_level = "advisory"

  enforce {
    condition     = core::try(attrs.allow_version_upgrade, true) != false
    error_message = "New versions are not taken automatically"
  }
}
