# iaclint-summary: Nothing keeps the objects of a bucket from being deleted before their time.
# iaclint-why: Whoever may delete versions, or has stolen the right to, removes also what must be kept: backups, audit
# logs, records.
# iaclint-fix: Set `object_lock_enabled = true`, and a default retention in an aws_s3_bucket_object_lock_configuration.
# iaclint-controls: S3.15
# iaclint-groups: resilience
# iaclint-peers: checkov:CKV_AWS_143
resource_policy "aws_s3_bucket" "s3_object_lock" {
  enforcement_level = "advisory"

  locals {
    separate = core::getresources("aws_s3_bucket_object_lock_configuration", { bucket = attrs.id })
  }

  enforce {
    condition = (
      core::try(attrs.object_lock_enabled, false) == true || core::length(local.separate) > 0 ||
      core::length(core::try(attrs.object_lock_configuration, [])) > 0
    )
    error_message = "Objects of the bucket can be deleted at any time"
  }
}
