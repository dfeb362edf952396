# iaclint-summary: A Kafka cluster is encrypted with a key of AWS.
# iaclint-why: The policy of `aws/kafka` cannot be changed: one cannot say who may use the key, and cannot withdraw
# it.
# iaclint-fix: Set `encryption_at_rest_kms_key_arn` in `encryption_info`; the cluster is replaced by that.
# iaclint-groups: customer-keys
# iaclint-peers: trivy:AWS-0179
# iaclint-security: 2.0
resource_policy "aws_msk_cluster" "customer_key" {
  enforcement_level = "advisory"

  enforce {
    condition     = core::try(attrs.encryption_info[0].encryption_at_rest_kms_key_arn, null) != null
    error_message = "The cluster is encrypted with a key of AWS"
  }
}
