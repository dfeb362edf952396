# iaclint-summary: The capacity of a table does not follow its load.
# iaclint-why: Above the provisioned capacity DynamoDB refuses requests; below it, capacity that nobody uses is paid
# for.
# iaclint-fix: Set `billing_mode = "PAY_PER_REQUEST"`, or add an aws_appautoscaling_target and
# aws_appautoscaling_policy for `table/NAME`.
# iaclint-controls: DynamoDB.1
# iaclint-groups: resilience, fsbp
# iaclint-peers: checkov:CKV2_AWS_16
resource_policy "aws_dynamodb_table" "dynamodb_autoscaling" {
  enforcement_level = "advisory"

  filter = core::try(attrs.billing_mode, null) != "PAY_PER_REQUEST"

  locals {
    targets = core::getresources("aws_appautoscaling_target", { resource_id = "table/${attrs.name}" })
  }

  enforce {
    condition     = core::length(local.targets) > 0
    error_message = "The table has a fixed capacity, and nothing scales it"
  }
}
