# iaclint-id: codebuild-logs
# iaclint-summary: A project of CodeBuild keeps no log of its builds.
# iaclint-why: When a build fails, or does what it should not, nobody can see what happened.
# iaclint-fix: Remove `status = "DISABLED"` of `cloudwatch_logs`, or enable `s3_logs`.
# iaclint-controls: CodeBuild.4
# iaclint-groups: logging, fsbp
# iaclint-peers: checkov:CKV_AWS_314

# Without a configuration builds log to CloudWatch.
resource_policy "aws_codebuild_project" "logs" {
  enforcement_level = "mandatory_overridable"

  locals {
    silent = [
      for logs in core::try(attrs.logs_config, []) : logs
      if core::anytrue([for one in core::try(logs.cloudwatch_logs, []) : one.status == "DISABLED"]) &&
      !core::anytrue([for one in core::try(logs.s3_logs, []) : one.status == "ENABLED"])
    ]
  }

  enforce {
    condition     = core::length(local.silent) == 0
    error_message = "Builds are not logged"
  }
}
