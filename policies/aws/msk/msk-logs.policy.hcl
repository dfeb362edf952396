# iaclint-summary: The brokers of a Kafka cluster write no logs.
# iaclint-why: Why a broker refused clients or failed cannot be found out afterwards.
# iaclint-fix: Add `logging_info` with `broker_logs`, of which `cloudwatch_logs`, `firehose` or `s3` is enabled.
# iaclint-groups: logging
# iaclint-peers: checkov:CKV_AWS_80, trivy:AWS-0074, kics:2f56b7ab-7fba-4e93-82f0-247e5ddeb239
resource_policy "aws_msk_cluster" "logs" {
  enforcement_level = "advisory"

  locals {
    logs = core::try(attrs.logging_info[0].broker_logs[0], null)
    targets = core::flatten([
      core::try(local.logs.cloudwatch_logs, []), core::try(local.logs.firehose, []), core::try(local.logs.s3, [])
    ])
  }

  enforce {
    condition     = core::anytrue([for one in local.targets : core::try(one.enabled, false) == true])
    error_message = "The brokers write no logs"
  }
}
