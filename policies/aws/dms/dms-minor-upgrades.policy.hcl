# iaclint-summary: A replication instance of DMS does not take minor versions by itself.
# iaclint-why: Corrections of security are in minor versions; somebody must then raise `engine_version` each time. The
# provider leaves it off unless told otherwise.
# iaclint-fix: Set `auto_minor_version_upgrade = true`.
# iaclint-controls: DMS.6
# iaclint-groups: upgrades, fsbp
# iaclint-peers: checkov:CKV_AWS_222
# iaclint-security: 3.0
resource_policy "aws_dms_replication_instance" "minor_upgrades" {
  enforcement_level = "advisory"

  enforce {
    condition     = core::try(attrs.auto_minor_version_upgrade, false) == true
    error_message = "Minor versions are not taken automatically"
  }
}
