# iaclint-summary: What a function that is called without waiting cannot process is lost.
# iaclint-why: EventBridge, SNS and S3 do not wait for the result: after two more tries Lambda throws the event away,
# and only a metric says so.
# iaclint-fix: Add `dead_letter_config`, or an aws_lambda_function_event_invoke_config with a destination `on_failure`.
# A function whose caller waits, or whose events come from a queue or stream, is not judged.
# iaclint-groups: resilience
# iaclint-peers: checkov:CKV_AWS_116
resource_policy "aws_lambda_function" "dead_letter" {
  enforcement_level = "advisory"

  # Who waits for the result learns of a failure, and queues and streams give an event again.
  filter = (
    core::length(core::getresources("aws_cloudwatch_event_target", { arn = attrs.arn })) > 0 ||
    core::length(core::getresources("aws_sns_topic_subscription", { endpoint = attrs.arn })) > 0 ||
    core::anytrue([
      for one in core::getresources("aws_s3_bucket_notification") :
      core::contains(core::try(one.lambda_function[*].lambda_function_arn, []), attrs.arn)
    ])
  )

  locals {
    configs = core::concat(
      core::getresources("aws_lambda_function_event_invoke_config", { function_name = attrs.function_name }),
      core::getresources("aws_lambda_function_event_invoke_config", { function_name = attrs.arn }),
    )
  }

  enforce {
    condition = (
      core::length(core::try(attrs.dead_letter_config, [])) > 0 ||
      core::anytrue([for one in local.configs : core::length(core::try(one.destination_config[0].on_failure, [])) > 0])
    )
    error_message = "Events that the function fails to process are lost"
  }
}
