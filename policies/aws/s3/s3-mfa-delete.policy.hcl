# iaclint-id: s3-mfa-delete
# iaclint-summary: Old versions of objects can be deleted without a second factor.
# iaclint-why: Whoever has stolen a key with the right to delete versions removes data and all of its history in one
# go.
# iaclint-fix: Set `mfa_delete = "Enabled"` and `mfa` in the aws_s3_bucket_versioning. Only the root user can apply it,
# and lifecycle rules cannot be used with it. A bucket that keeps no versions is not judged.
# iaclint-controls: S3.20, CIS 2.1.2
# iaclint-groups: resilience, cis
# iaclint-peers: trivy:AWS-0170, kics:c5b31ab9-0f26-4a49-b8aa-4cc064392f4d
# iaclint-security: 3.0

resource_policy "aws_s3_bucket_versioning" "s3_mfa_delete" {
  enforcement_level = "advisory"

  locals {
    # A bucket with lifecycle rules cannot have it.
    lifecycles = core::getresources("aws_s3_bucket_lifecycle_configuration", { bucket = attrs.bucket })
  }

  filter = (
    core::contains(core::try(attrs.versioning_configuration[*].status, []), "Enabled") &&
    core::length(local.lifecycles) == 0
  )

  enforce {
    condition     = core::contains(core::try(attrs.versioning_configuration[*].mfa_delete, []), "Enabled")
    error_message = "Versions of the bucket's objects can be deleted without a second factor"
  }
}

resource_policy "aws_s3_bucket" "s3_mfa_delete" {
  enforcement_level = "advisory"

  filter = (
    core::contains(core::try(attrs.versioning[*].enabled, []), true) &&
    core::length(core::try(attrs.lifecycle_rule, [])) == 0
  )

  enforce {
    condition     = core::try(attrs.versioning[0].mfa_delete, false) == true
    error_message = "Versions of the bucket's objects can be deleted without a second factor"
  }
}
