# iaclint-summary: A broker of ActiveMQ does not log who manages it.
# iaclint-why: Who made users, queues and topics, or deleted them, cannot be found out afterwards.
# iaclint-fix: Add `audit = true` to `logs`.
# iaclint-controls: MQ.2
# iaclint-groups: logging, fsbp
# iaclint-peers: checkov:CKV_AWS_197, trivy:AWS-0070, kics:31245f98-a6a9-4182-9fc1-45482b9d030a
resource_policy "aws_mq_broker" "audit_log" {
  enforcement_level = "advisory"

  # RabbitMQ has no such log.
  filter = core::try(core::lower(attrs.engine_type), "activemq") != "rabbitmq"

  enforce {
    condition     = core::try("${attrs.logs[0].audit}", "false") == "true"
    error_message = "The broker does not log who manages it"
  }
}
