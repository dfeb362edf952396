# iaclint-summary: New accounts of an organization are not watched by GuardDuty.
# iaclint-why: Nothing is found in an account until somebody thinks of adding it, and new accounts are those that are
# least looked after.
# iaclint-fix: Set `auto_enable_organization_members` of aws_guardduty_organization_configuration to `ALL` or `NEW`.
# iaclint-groups: logging
# iaclint-peers: checkov:CKV2_AWS_3
# iaclint-security: 4.0
resource_policy "aws_guardduty_detector" "organization" {
  enforcement_level = "advisory"

  locals {
    configurations = core::getresources("aws_guardduty_organization_configuration", { detector_id = attrs.id })
    automatic = [
      for one in local.configurations : one
      if(
        core::try(one.auto_enable, null) == true ||
        core::try(core::contains(["ALL", "NEW"], one.auto_enable_organization_members), false)
      )
    ]
  }

  # A detector of a member's own account has no configuration of the organization.
  filter = core::length(local.configurations) > 0

  enforce {
    condition     = core::length(local.automatic) > 0
    error_message = "New accounts of the organization are not watched"
  }
}
