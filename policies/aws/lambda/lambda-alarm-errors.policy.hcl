# iaclint-summary: No alarm watches the errors of a function.
# iaclint-why: A function that fails at each call is noticed by whoever misses its results.
# iaclint-fix: Add an aws_cloudwatch_metric_alarm on the metric `Errors` of `AWS/Lambda` with the dimension
# `FunctionName`.
# iaclint-groups: logging
resource_policy "aws_lambda_function" "alarm_errors" {
  enforcement_level = "advisory"

  locals {
    metrics = core::flatten([
      for alarm in core::getresources("aws_cloudwatch_metric_alarm") : core::concat(
        [{ metric_name = core::try(alarm.metric_name, null), dimensions = core::try(alarm.dimensions, null) }],
        core::try(core::flatten(alarm.metric_query[*].metric), []),
      )
    ])
  }

  enforce {
    # An alarm without dimensions watches the functions of the whole region.
    condition = core::anytrue([
      for one in local.metrics : core::try(one.metric_name, null) == "Errors" &&
      (
        core::try(core::length(one.dimensions), 0) == 0 ||
        core::try(one.dimensions.FunctionName, null) == attrs.function_name
      )
    ])
    error_message = "No alarm watches the function's errors"
  }
}
