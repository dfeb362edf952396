# iaclint-summary: A message broker does not take minor versions by itself.
# iaclint-why: Corrections of security are in them. Somebody must then raise `engine_version` each time, until AWS
# retires the old one and forces it.
# iaclint-fix: Set `auto_minor_version_upgrade = true`, and choose a `maintenance_window_start_time`.
# iaclint-controls: MQ.3
# iaclint-groups: upgrades, fsbp
# iaclint-peers: checkov:CKV_AWS_207
# iaclint-security: 3.0
resource_policy "aws_mq_broker" "minor_upgrades" {
  enforcement_level = "advisory"

  enforce {
    condition     = core::try(attrs.auto_minor_version_upgrade, false) == true
    error_message = "Minor versions are not taken automatically"
  }
}
