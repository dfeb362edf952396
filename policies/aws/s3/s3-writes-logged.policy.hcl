# iaclint-summary: No trail records who writes objects in S3.
# iaclint-why: CloudTrail records what happens to buckets, but not to the objects in them unless it is told to: after a
# loss nobody can say who deleted or replaced what.
# iaclint-fix: Add to one trail an `event_selector` with `read_write_type = "All"` or `"WriteOnly"` and a
# `data_resource` of type `AWS::S3::Object`. The events are paid for.
# iaclint-controls: S3.22, CIS 3.8
# iaclint-groups: logging, cis
# iaclint-peers: trivy:AWS-0171, kics:a8fc2180-b3ac-4c93-bd0d-a55b974e4b07
# iaclint-security: 3.0
resource_policy "aws_cloudtrail" "s3_writes_logged" {
  enforcement_level = "advisory"

  locals {
    # One trail of the environment will do.
    trails = core::getresources("aws_cloudtrail", {})
    logged = core::anytrue(core::flatten([
      for trail in local.trails : [
        [
          for one in core::try(trail.event_selector, []) :
          core::try(one.read_write_type, null) != "ReadOnly" && core::anytrue([
            for data in core::try(one.data_resource, []) : core::try(data.type, null) == "AWS::S3::Object"
          ])
        ],
        [
          for one in core::try(trail.advanced_event_selector, []) : core::anytrue([
            for field in core::try(one.field_selector, []) :
            core::try(field.field == "resources.type" && core::contains(field.equals, "AWS::S3::Object"), false)
            ]) && core::alltrue([
            for field in core::try(one.field_selector, []) :
            core::try(field.field != "readOnly" || core::contains(field.equals, "false"), false)
          ])
        ],
      ]
    ]))
  }

  enforce {
    condition     = local.logged
    error_message = "No trail records who writes objects in S3"
  }
}
