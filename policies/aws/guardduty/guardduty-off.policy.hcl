# iaclint-summary: A detector of GuardDuty is switched off.
# iaclint-why: It is there, but finds nothing: stolen credentials and machines that call home go unseen.
# iaclint-fix: Remove `enable = false`.
# iaclint-controls: GuardDuty.1
# iaclint-groups: logging, fsbp
# iaclint-peers: checkov:CKV_AWS_238, kics:704dadd3-54fc-48ac-b6a0-02f170011473
# iaclint-security: 5.0
resource_policy "aws_guardduty_detector" "off" {
  enforcement_level = "mandatory_overridable"

  enforce {
    condition     = core::try(attrs.enable, true) != false
    error_message = "The detector is switched off"
  }
}
