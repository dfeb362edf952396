# iaclint-summary: A GraphQL API writes no logs.
# iaclint-why: Which resolver failed, and who asked for what, cannot be found out afterwards.
# iaclint-fix: Add `log_config` with a role that may write to CloudWatch and `field_log_level = "ERROR"`.
# iaclint-controls: AppSync.2
# iaclint-groups: logging, fsbp
# iaclint-peers: checkov:CKV_AWS_193, checkov:CKV_AWS_194
resource_policy "aws_appsync_graphql_api" "logs" {
  enforcement_level = "advisory"

  enforce {
    condition     = core::length(core::try(attrs.log_config, [])) > 0
    error_message = "The API writes no logs"
  }
}
