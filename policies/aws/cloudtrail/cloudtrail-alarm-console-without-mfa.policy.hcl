# iaclint-id: cloudtrail-alarm-console-without-mfa
# iaclint-summary: No alarm tells of sign-ins to the console without a second factor.
# iaclint-why: A password alone was enough, and whoever stole it is in.
# iaclint-fix: Add an aws_cloudwatch_log_metric_filter on the log group of the trail with the pattern
# `{ ($.eventName = "ConsoleLogin") && ($.additionalEventData.MFAUsed != "Yes") }`, and an aws_cloudwatch_metric_alarm on
# its metric.
# iaclint-controls: CloudWatch.3, CIS 4.2
# iaclint-groups: logging, cis
# iaclint-peers: trivy:AWS-0148, kics:44ceb4fa-0897-4fd2-b676-30e7a58f2933
# iaclint-security: 3.0

resource_policy "aws_cloudtrail" "alarm_console_without_mfa" {
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
        core::contains_substring(pattern, "ConsoleLogin") && core::contains_substring(pattern, "MFAUsed")
        ) : (
        core::regex_match(pattern, "eventName\\s*=\\s*\"?ConsoleLogin\\b") &&
        core::regex_match(pattern, "MFAUsed\\s*(!=\\s*\"?Yes|=\\s*\"?No)") &&
        # As one of several alternatives it would tell of every sign-in.
        !core::regex_match(pattern, "eventName\\s*=\\s*\"?ConsoleLogin\"?[\\s)]*[|]{2}|[|]{2}[\\s(]*[$][.]eventName\\s*=\\s*\"?ConsoleLogin")
      )
    ])
    error_message = "No alarm tells of sign-ins to the console without a second factor"
  }
}
