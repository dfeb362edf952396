# iaclint-summary: Nothing limits how many calls of a function run at once.
# iaclint-why: A loop or a flood of requests takes all of the account's concurrency in the region, so that other
# functions are refused, and what is behind it gets as many connections.
# iaclint-fix: Set `reserved_concurrent_executions` to the most that the function ever needs.
# iaclint-groups: resilience, cost
# iaclint-peers: checkov:CKV_AWS_115
resource_policy "aws_lambda_function" "reserved_concurrency" {
  enforcement_level = "advisory"

  enforce {
    condition     = core::coalesce(core::try(attrs.reserved_concurrent_executions, null), -1) >= 0
    error_message = "The function has no reserved concurrency"
  }
}
