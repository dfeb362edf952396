# iaclint-id: cloudtrail-alarm-console-failures
# iaclint-summary: No alarm tells of failed sign-ins to the console.
# iaclint-why: Somebody who guesses passwords fails many times before they succeed.
# iaclint-fix: Add an aws_cloudwatch_log_metric_filter on the log group of the trail with the pattern
# `{ ($.eventName = ConsoleLogin) && ($.errorMessage = "Failed authentication") }`, and an aws_cloudwatch_metric_alarm on
# its metric.
# iaclint-controls: CloudWatch.6, CIS 4.6
# iaclint-groups: logging, cis
# iaclint-peers: trivy:AWS-0152, kics:5864d189-ee9a-4009-ac0c-8a582e6b7919
# iaclint-security: 3.0

resource_policy "aws_cloudtrail" "alarm_console_failures" {
  enforcement_level = "advisory"

  # Filters read log groups: without one there is nothing to be told.
  filter = core::try(attrs.cloud_watch_logs_group_arn, null) != null

  locals {
    patterns = [
      for filter in core::getresources("aws_cloudwatch_log_metric_filter") : filter.pattern
      if core::length(core::getresources("aws_cloudwatch_metric_alarm", {
        namespace   = filter.metric_transformation[0].namespace
        metric_name = filter.metric_transformation[0].name
      })) > 0
    ]
  }

  enforce {
    condition = core::anytrue([
      for pattern in local.patterns : !core::startswith(core::trimspace(pattern), "{") ? (
        # Without conditions it looks for words.
        core::contains_substring(pattern, "ConsoleLogin") && core::contains_substring(pattern, "Failed authentication")
        ) : (
        core::regex_match(pattern, "eventName\\s*=\\s*\"?ConsoleLogin\\b") &&
        core::regex_match(pattern, "errorMessage\\s*=\\s*\"?Failed authentication") &&
        # As one of several alternatives it would tell of every sign-in.
        !core::regex_match(pattern, "eventName\\s*=\\s*\"?ConsoleLogin\"?[\\s)]*[|]{2}|[|]{2}[\\s(]*[$][.]eventName\\s*=\\s*\"?ConsoleLogin")
      )
    ])
    error_message = "No alarm tells of failed sign-ins to the console"
  }
}
