# iaclint-summary: An event bus of one's own has no policy.
# iaclint-why: Who may send events to it is then said nowhere but in the policies of every role of the account.
# iaclint-fix: Add an aws_cloudwatch_event_bus_policy with the roles and accounts that may send events.
# iaclint-controls: EventBridge.3
# iaclint-groups: identity, fsbp
# iaclint-security: 2.0
resource_policy "aws_cloudwatch_event_bus" "bus_policy" {
  enforcement_level = "advisory"

  # Buses of partners get their events from nobody else.
  filter = core::try(attrs.event_source_name, null) == null

  locals {
    policies    = core::getresources("aws_cloudwatch_event_bus_policy", { event_bus_name = attrs.name })
    permissions = core::getresources("aws_cloudwatch_event_permission", { event_bus_name = attrs.name })
  }

  enforce {
    condition     = core::length(local.policies) > 0 || core::length(local.permissions) > 0
    error_message = "The event bus has no policy"
  }
}
