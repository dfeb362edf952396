# iaclint-summary: Sessions of ECS Exec or their logs are not encrypted with a key of one's own.
# iaclint-why: What is typed and read in a task, secrets among it, is protected by TLS only, and in its log by a key
# of AWS that has no policy of one's own.
# iaclint-fix: Set `kms_key_id` in `execute_command_configuration`, and `cloud_watch_encryption_enabled` or
# `s3_bucket_encryption_enabled` in its `log_configuration`.
# iaclint-groups: customer-keys
# iaclint-peers: checkov:CKV_AWS_224
# iaclint-security: 2.5
resource_policy "aws_ecs_cluster" "exec_customer_key" {
  enforcement_level = "advisory"

  locals {
    open = [
      for one in core::try(attrs.configuration[0].execute_command_configuration, []) : one
      if core::try(one.logging, null) != "NONE" && (
        core::try(one.kms_key_id, null) == null ||
        core::try(one.log_configuration[0].cloud_watch_encryption_enabled, false) != true &&
        core::try(one.log_configuration[0].s3_bucket_encryption_enabled, false) != true
      )
    ]
  }

  enforce {
    condition     = core::length(local.open) == 0
    error_message = "Sessions or their logs are not encrypted with a key of one's own"
  }
}
