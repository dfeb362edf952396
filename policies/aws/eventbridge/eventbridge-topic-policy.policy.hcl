# iaclint-summary: A rule sends events to a topic whose policy does not let EventBridge publish.
# iaclint-why: The policy of a new topic allows its own account only, which EventBridge is not: each event is lost,
# and only a metric of failed calls says so.
# iaclint-fix: Add an aws_sns_topic_policy that allows `sns:Publish` to the service `events.amazonaws.com`, with the
# rule as `aws:SourceArn`, or give the target a `role_arn`.
# iaclint-groups: default, logging
resource_policy "aws_cloudwatch_event_target" "topic_policy" {
  enforcement_level = "mandatory_overridable"

  # With a role it is the role that publishes.
  filter = core::try(attrs.role_arn, null) == null

  locals {
    topics   = core::getresources("aws_sns_topic", { arn = attrs.arn })
    policies = core::getresources("aws_sns_topic_policy", { arn = attrs.arn })
  }

  enforce {
    condition = core::length(local.topics) == 0 || core::anytrue([
      for one in core::concat(local.topics, local.policies) : core::anytrue([
        for statement in core::flatten([core::try(core::jsondecode(one.policy).Statement, [])]) :
        core::try(statement.Effect, "") == "Allow" && core::anytrue([
          for principal in core::flatten([
            core::try(statement.Principal.Service, statement.Principal.AWS, statement.Principal, [])
          ]) : core::contains(["*", "events.amazonaws.com"], principal)
        ])
      ])
    ])
    error_message = "The policy of the topic does not let EventBridge publish"
  }
}
