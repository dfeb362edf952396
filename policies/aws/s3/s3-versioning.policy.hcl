# iaclint-summary: A bucket keeps no earlier versions of its objects.
# iaclint-why: What is overwritten or deleted, by mistake or on purpose, cannot be brought back.
# iaclint-fix: Add an aws_s3_bucket_versioning with `status = "Enabled"`, and a lifecycle rule that ends old versions.
# iaclint-controls: S3.14
# iaclint-groups: resilience
# iaclint-peers: checkov:CKV_AWS_21, trivy:AWS-0090, kics:568a4d22-3517-44a6-a7ad-6a7eed88722c
resource_policy "aws_s3_bucket" "s3_versioning" {
  enforcement_level = "advisory"

  locals {
    separate = core::getresources("aws_s3_bucket_versioning", { bucket = attrs.id })
    statuses = core::flatten([for one in local.separate : core::try(one.versioning_configuration[*].status, [])])
    inline   = core::try([for one in attrs.versioning : one if one.enabled == true], [])
  }

  enforce {
    condition     = core::contains(local.statuses, "Enabled") || core::length(local.inline) > 0
    error_message = "Nothing keeps earlier versions of the bucket's objects"
  }
}
