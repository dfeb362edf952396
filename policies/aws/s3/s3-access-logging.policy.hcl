# iaclint-summary: Requests to a bucket are not recorded.
# iaclint-why: After a leak nobody can say who read which object, and when. S3 keeps no record of requests unless it is
# told where to write it.
# iaclint-fix: Add an aws_s3_bucket_logging with a bucket for logs as its `target_bucket`.
# iaclint-controls: S3.9
# iaclint-groups: logging, fsbp
# iaclint-peers: checkov:CKV_AWS_18, trivy:AWS-0089, trivy:AWS-0163, kics:f861041c-8c9f-4156-acfc-5e6e524f5884,
# kics:ee9e50e8-b2ed-4176-ad42-8fc0cf7593f4
# iaclint-security: 4.0
resource_policy "aws_s3_bucket" "s3_access_logging" {
  enforcement_level = "advisory"

  locals {
    separate = core::getresources("aws_s3_bucket_logging", { bucket = attrs.id })
    # Logs of a bucket for logs would be logged in turn.
    targets = core::getresources("aws_s3_bucket_logging", { target_bucket = attrs.id })
  }

  filter = core::length(local.targets) == 0 && core::try(attrs.acl, null) != "log-delivery-write"

  enforce {
    condition     = core::length(local.separate) > 0 || core::length(core::try(attrs.logging, [])) > 0
    error_message = "Nothing records who reads and writes the bucket's objects"
  }
}
