# iaclint-summary: A cluster of DocumentDB does not send the log of its profiler to CloudWatch.
# iaclint-why: When it gets slow nobody sees which operations are to blame.
# iaclint-fix: Add `profiler` to `enabled_cloudwatch_logs_exports`, and set the parameter `profiler` of its parameter
# group.
# iaclint-groups: logging
# iaclint-peers: kics:56f6a008-1b14-4af4-b9b2-ab7cf7e27641
resource_policy "aws_docdb_cluster" "profiler_log" {
  enforcement_level = "advisory"

  locals {
    exported = core::coalesce(core::try(attrs.enabled_cloudwatch_logs_exports, null), [])
  }

  enforce {
    condition     = core::contains(local.exported, "profiler")
    error_message = "The log of the profiler does not go to CloudWatch"
  }
}
