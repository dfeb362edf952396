# iaclint-summary: A project of CodeBuild switches the encryption of its logs in S3 off.
# iaclint-why: They are not encrypted with the project's key; who may read the bucket may read what builds print.
# iaclint-fix: Remove `encryption_disabled` of `s3_logs`.
# iaclint-controls: CodeBuild.3
# iaclint-groups: encryption, fsbp
# iaclint-peers: checkov:CKV_AWS_311
# iaclint-security: 2.5
resource_policy "aws_codebuild_project" "logs_encrypted" {
  enforcement_level = "advisory"

  locals {
    plain = [
      for one in core::try(attrs.logs_config[0].s3_logs, []) : one
      if core::try(one.status, null) == "ENABLED" && core::try(one.encryption_disabled, false) == true
    ]
  }

  enforce {
    condition     = core::length(local.plain) == 0
    error_message = "Logs in S3 are not encrypted with the project's key"
  }
}
