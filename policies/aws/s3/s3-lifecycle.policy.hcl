# iaclint-summary: A bucket keeps everything for ever.
# iaclint-why: Old versions, logs and temporary files pile up, are paid for each month, and are still there to be
# stolen years later.
# iaclint-fix: Add an aws_s3_bucket_lifecycle_configuration that ends or moves old objects and versions.
# iaclint-controls: S3.13
# iaclint-groups: cost, fsbp
# iaclint-peers: checkov:CKV2_AWS_61
resource_policy "aws_s3_bucket" "s3_lifecycle" {
  enforcement_level = "advisory"

  locals {
    separate = core::getresources("aws_s3_bucket_lifecycle_configuration", { bucket = attrs.id })
    enabled = core::concat(
      core::flatten([
        for one in local.separate : [for rule in core::try(one.rule, []) : core::try(rule.status, null) == "Enabled"]
      ]),
      [for rule in core::try(attrs.lifecycle_rule, []) : core::try(rule.enabled, false) == true]
    )
  }

  enforce {
    condition     = core::anytrue(local.enabled)
    error_message = "No lifecycle rule ends or moves the bucket's objects"
  }
}
