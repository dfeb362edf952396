# iaclint-summary: A stack of CloudFormation tells no topic what happens to it.
# iaclint-why: Nobody notices that an update failed and was rolled back, or that somebody changed it by hand.
# iaclint-fix: Set `notification_arns` to the ARN of a topic.
# iaclint-groups: logging
# iaclint-peers: checkov:CKV_AWS_124, kics:b72d0026-f649-4c91-a9ea-15d8f681ac09
# iaclint-security: 1.0
resource_policy "aws_cloudformation_stack" "notifications" {
  enforcement_level = "advisory"

  enforce {
    condition     = core::try(core::length(attrs.notification_arns) > 0, false)
    error_message = "The stack tells no topic what happens to it"
  }
}
