# iaclint-summary: Any resource of a stack of CloudFormation may be replaced or deleted by an update.
# iaclint-why: One changed line in the template replaces a database, and its data is gone; a stack policy refuses that.
# iaclint-fix: Set `policy_body` or `policy_url` to a stack policy that denies `Update:Replace` and `Update:Delete` for
# what holds data.
# iaclint-groups: resilience
# iaclint-peers: kics:2f01fb2d-828a-499d-b98e-b83747305052
# iaclint-security: 1.0
resource_policy "aws_cloudformation_stack" "stack_policy" {
  enforcement_level = "advisory"

  locals {
    # The provider passes over an empty text.
    body = core::try(attrs.policy_body, null) != null && core::try(attrs.policy_body, null) != ""
    url  = core::try(attrs.policy_url, null) != null && core::try(attrs.policy_url, null) != ""
  }

  enforce {
    condition     = local.body || local.url
    error_message = "The stack has no stack policy"
  }
}
