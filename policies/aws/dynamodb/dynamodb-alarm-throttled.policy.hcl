# iaclint-summary: No alarm watches whether a table refuses requests.
# iaclint-why: Requests above what the table or one of its keys can take are refused, and whoever waits for them sees
# errors or long waits.
# iaclint-fix: Add an aws_cloudwatch_metric_alarm on `ThrottledRequests`, `ReadThrottleEvents`, `WriteThrottleEvents`
# or `SystemErrors` with the dimension `TableName`.
# iaclint-groups: logging
resource_policy "aws_dynamodb_table" "alarm_throttled" {
  enforcement_level = "advisory"

  locals {
    metrics = core::flatten([
      for alarm in core::getresources("aws_cloudwatch_metric_alarm") : core::concat(
        [{ metric_name = core::try(alarm.metric_name, null), dimensions = core::try(alarm.dimensions, null) }],
        core::try(core::flatten(alarm.metric_query[*].metric), []),
      )
    ])
    names = ["ReadThrottleEvents", "SystemErrors", "ThrottledRequests", "WriteThrottleEvents"]
  }

  enforce {
    condition = core::anytrue([
      for one in local.metrics : core::try(one.dimensions.TableName, null) == attrs.name &&
      core::contains(local.names, core::coalesce(core::try(one.metric_name, null), "none"))
    ])
    error_message = "No alarm watches whether the table refuses requests"
  }
}
