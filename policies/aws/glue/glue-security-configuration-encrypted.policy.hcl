# iaclint-summary: A security configuration of Glue leaves something unencrypted.
# iaclint-why: Logs, bookmarks or results of the jobs that have it are not encrypted as somebody who chose a security
# configuration expects.
# iaclint-fix: Set `cloudwatch_encryption_mode = "SSE-KMS"` and `job_bookmarks_encryption_mode = "CSE-KMS"`, each with
# `kms_key_arn`, and `s3_encryption_mode` to `SSE-KMS` or `SSE-S3`.
# iaclint-groups: encryption
# iaclint-peers: checkov:CKV_AWS_99, kics:ad5b4e97-2850-4adf-be17-1d293e0b85ee
# iaclint-security: 3.0
resource_policy "aws_glue_security_configuration" "security_configuration_encrypted" {
  enforcement_level = "advisory"

  locals {
    logs      = core::try(attrs.encryption_configuration[0].cloudwatch_encryption[0], {})
    bookmarks = core::try(attrs.encryption_configuration[0].job_bookmarks_encryption[0], {})
    results   = core::try(attrs.encryption_configuration[0].s3_encryption[0], {})
  }

  enforce {
    condition = (
      core::try(local.logs.cloudwatch_encryption_mode, null) == "SSE-KMS" &&
      core::try(local.logs.kms_key_arn, null) != null
    )
    error_message = "Logs are not encrypted with a key"
  }

  enforce {
    condition = (
      core::try(local.bookmarks.job_bookmarks_encryption_mode, null) == "CSE-KMS" &&
      core::try(local.bookmarks.kms_key_arn, null) != null
    )
    error_message = "Bookmarks of jobs are not encrypted with a key"
  }

  enforce {
    condition     = core::coalesce(core::try(local.results.s3_encryption_mode, null), "DISABLED") != "DISABLED"
    error_message = "What jobs write to S3 is not encrypted by them"
  }
}
