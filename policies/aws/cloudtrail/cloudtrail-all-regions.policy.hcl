# iaclint-summary: No trail records all regions.
# iaclint-why: Whoever gets hold of credentials works where nobody looks: in the regions that nobody uses, and of those
# nothing is kept.
# iaclint-fix: Set `is_multi_region_trail = true` on one trail.
# iaclint-controls: CloudTrail.1, CIS 3.1
# iaclint-groups: logging, fsbp, cis
# iaclint-peers: checkov:CKV_AWS_67, trivy:AWS-0014, kics:8173d5eb-96b5-4aa6-a71b-ecfa153c123d
# iaclint-security: 4.0
resource_policy "aws_cloudtrail" "all_regions" {
  enforcement_level = "advisory"

  locals {
    # One trail of the environment will do.
    everywhere = [
      for trail in core::getresources("aws_cloudtrail", {}) : trail
      if core::try(trail.is_multi_region_trail, false) == true
    ]
    # A trail of data events alone, such as those of one bucket, is not meant to watch the account.
    basic    = core::try(attrs.event_selector, [])
    advanced = core::try(attrs.advanced_event_selector, [])
    is_of_account = (
      core::length(local.basic) + core::length(local.advanced) == 0 ||
      core::anytrue([for one in local.basic : core::try(one.include_management_events, true) != false]) ||
      core::anytrue(core::flatten([
        for one in local.advanced : [
          for field in core::try(one.field_selector, []) : core::try(core::contains(field.equals, "Management"), false)
        ]
      ]))
    )
  }

  enforce {
    condition = (
      core::try(attrs.is_multi_region_trail, false) == true ||
      core::length(local.everywhere) > 0 ||
      !local.is_of_account
    )
    error_message = "The trail records one region, and no other trail records them all"
  }
}
