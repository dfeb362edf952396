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
    stopped = [for one in core::try(attrs.logs_config[0].cloudwatch_logs, []) : one if one.status == "DISABLED"]
    written = [for one in core::try(attrs.logs_config[0].s3_logs, []) : one if core::try(one.status, null) == "ENABLED"]
  }

  enforce {
    condition     = core::length(local.stopped) == 0 || core::length(local.written) > 0
    error_message = "Builds are not logged"
  }
}
