# iaclint-summary: No firewall looks at the requests to a GraphQL API.
# iaclint-why: Known attacks, floods from one address and scanners reach the resolvers and the data behind them.
# iaclint-fix: Add an aws_wafv2_web_acl_association with the API's ARN.
# iaclint-groups: exposure
# iaclint-peers: checkov:CKV2_AWS_33
# iaclint-security: 4.0
resource_policy "aws_appsync_graphql_api" "waf" {
  enforcement_level = "advisory"

  # A private API is reached from within VPCs only.
  filter = core::try(attrs.visibility, "GLOBAL") != "PRIVATE"

  enforce {
    condition     = core::length(core::getresources("aws_wafv2_web_acl_association", { resource_arn = attrs.arn })) > 0
    error_message = "No firewall looks at the requests to the API"
  }
}
