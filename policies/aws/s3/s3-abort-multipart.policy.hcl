# iaclint-id: s3-abort-multipart
# iaclint-summary: Uploads that were never finished stay in a bucket.
# iaclint-why: Their parts are paid for like objects, and no listing of the bucket shows them.
# iaclint-fix: Add a rule for the whole bucket with `abort_incomplete_multipart_upload { days_after_initiation = 7 }`.
# iaclint-groups: cost
# iaclint-peers: checkov:CKV_AWS_300

resource_policy "aws_s3_bucket_lifecycle_configuration" "s3_abort_multipart" {
  enforcement_level = "advisory"

  enforce {
    condition = core::anytrue([
      for rule in core::try(attrs.rule, []) :
      core::try(rule.status, null) == "Enabled" &&
      core::length(core::try(rule.abort_incomplete_multipart_upload, [])) > 0 &&
      # Of the whole bucket.
      (core::try(rule.prefix, null) == null || rule.prefix == "") && core::alltrue([
        for filter in core::try(rule.filter, []) :
        core::length(core::try(filter.and, [])) == 0 && core::length(core::try(filter.tag, [])) == 0 &&
        (core::try(filter.prefix, null) == null || filter.prefix == "")
      ])
    ])
    error_message = "No lifecycle rule of the whole bucket removes the parts of unfinished uploads"
  }
}

resource_policy "aws_s3_bucket" "s3_abort_multipart" {
  enforcement_level = "advisory"

  filter = core::length(core::try(attrs.lifecycle_rule, [])) > 0

  enforce {
    condition = core::anytrue([
      for rule in core::try(attrs.lifecycle_rule, []) :
      core::try(rule.enabled, false) == true && core::try(rule.abort_incomplete_multipart_upload_days > 0, false)
    ])
    error_message = "No lifecycle rule removes the parts of unfinished uploads"
  }
}
