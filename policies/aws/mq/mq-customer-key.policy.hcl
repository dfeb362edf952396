# iaclint-summary: A broker of ActiveMQ is encrypted with a key of AWS.
# iaclint-why: Such a key has no policy of one's own: one cannot say who may use it, and cannot withdraw it.
# iaclint-fix: Add `encryption_options` with `use_aws_owned_key = false` and `kms_key_id`; the broker is replaced by
# that.
# iaclint-groups: customer-keys
# iaclint-peers: checkov:CKV_AWS_209, kics:3db3f534-e3a3-487f-88c7-0a9fbf64b702
# iaclint-security: 2.0
resource_policy "aws_mq_broker" "customer_key" {
  enforcement_level = "advisory"

  # AWS refuses `encryption_options` for RabbitMQ.
  filter = core::try(core::lower(attrs.engine_type), "activemq") != "rabbitmq"

  enforce {
    condition     = core::try(attrs.encryption_options[0].kms_key_id, null) != null
    error_message = "The broker is encrypted with a key of AWS"
  }
}
