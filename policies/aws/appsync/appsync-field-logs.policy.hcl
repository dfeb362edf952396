# iaclint-summary: A GraphQL API does not log what its resolvers do.
# iaclint-why: The logs tell that a request failed, but not at which field and why.
# iaclint-fix: Set `field_log_level = "ERROR"` in `log_config`; `ALL` also writes the values of fields.
# iaclint-controls: AppSync.2
# iaclint-groups: logging, fsbp
# iaclint-peers: checkov:CKV_AWS_194
resource_policy "aws_appsync_graphql_api" "field_logs" {
  enforcement_level = "advisory"

  filter = core::length(core::try(attrs.log_config, [])) > 0

  enforce {
    condition     = core::try(attrs.log_config[0].field_log_level, null) != "NONE"
    error_message = "The API logs nothing of its fields"
  }
}
