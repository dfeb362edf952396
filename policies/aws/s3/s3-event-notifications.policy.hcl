# iaclint-summary: Nobody is told what happens to the objects of a bucket.
# iaclint-why: Programs that should work on new objects must list the bucket again and again, and a deletion that
# nobody wanted is noticed when the object is missed.
# iaclint-fix: Add an aws_s3_bucket_notification with `eventbridge = true`, a queue, a topic or a function.
# iaclint-controls: S3.11
# iaclint-groups: logging
# iaclint-peers: checkov:CKV2_AWS_62
resource_policy "aws_s3_bucket" "s3_event_notifications" {
  enforcement_level = "advisory"

  locals {
    notifications = core::getresources("aws_s3_bucket_notification", { bucket = attrs.id })
  }

  enforce {
    condition     = core::length(local.notifications) > 0
    error_message = "The bucket sends no event when objects come or go"
  }
}
