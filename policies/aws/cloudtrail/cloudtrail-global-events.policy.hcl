# iaclint-summary: A trail of all regions leaves out the events of global services.
# iaclint-why: CloudTrail refuses such a trail when it is made or changed.
# iaclint-fix: Remove `include_global_service_events = false`, or make it a trail of one region.
# iaclint-groups: default, hygiene
# iaclint-peers: kics:8173d5eb-96b5-4aa6-a71b-ecfa153c123d
resource_policy "aws_cloudtrail" "global_events" {
  enforcement_level = "mandatory"

  filter = core::try(attrs.is_multi_region_trail, false) == true

  enforce {
    condition     = core::try(attrs.include_global_service_events, true) != false
    error_message = "A trail of all regions must record the events of global services"
  }
}
