# iaclint-id: s3-object-writes-unlogged
# iaclint-summary: No trail of the repository records who writes the objects of a bucket.
# iaclint-why: After a loss nobody can say what was replaced or deleted, and by whom. s3-writes-logged asks each trail
# once, and nothing where there is none; this policy asks each bucket, and takes it that trails are made in the same
# environment.
# iaclint-fix: Add to a trail an `event_selector` with `read_write_type = "All"` or `"WriteOnly"` and a `data_resource`
# of type `AWS::S3::Object` whose `values` are `arn:aws:s3` for all buckets, or the ARN of this one with a slash behind
# it. The events are paid for.
# iaclint-controls: S3.22, CIS 3.8
# iaclint-groups: strict
# iaclint-peers: trivy:AWS-0171
# iaclint-security: 2.0

resource_policy "aws_s3_bucket" "s3_object_writes_unlogged" {
  enforcement_level = "advisory"

  # A trail that recorded what is written to its own bucket would never come to rest.
  filter = core::length(core::getresources("aws_cloudtrail", { s3_bucket_name = attrs.id })) == 0

  locals {
    trails = core::getresources("aws_cloudtrail", {})
    # What selects all objects of this bucket ends so.
    own = ":::${core::try(attrs.bucket, "-")}/"
    basic = core::anytrue(core::flatten([
      for trail in local.trails : [
        for one in core::try(trail.event_selector, []) : [
          for data in core::try(one.data_resource, []) : [
            for value in core::try(data.values, []) :
            core::try(one.read_write_type, null) != "ReadOnly" && data.type == "AWS::S3::Object" &&
            (core::endswith(value, ":s3") || core::endswith(value, ":s3:::") || core::endswith(value, local.own))
          ]
        ]
      ]
    ]))
    advanced = core::anytrue(core::flatten([
      for trail in local.trails : [
        for one in core::try(trail.advanced_event_selector, []) : core::anytrue([
          for field in core::try(one.field_selector, []) :
          core::try(field.field == "resources.type" && core::contains(field.equals, "AWS::S3::Object"), false)
          ]) && core::alltrue([
          for field in core::try(one.field_selector, []) : (
            field.field != "readOnly" && field.field != "resources.ARN" ||
            field.field == "readOnly" && core::try(core::contains(field.equals, "false"), false) ||
            field.field == "resources.ARN" && core::anytrue([
              for start in core::coalesce(core::try(field.starts_with, null), []) :
              core::endswith(start, ":s3:::") || core::endswith(start, local.own)
            ])
          )
        ])
      ]
    ]))
  }

  enforce {
    condition     = local.basic || local.advanced
    error_message = "No trail records who writes the bucket's objects"
  }
}
