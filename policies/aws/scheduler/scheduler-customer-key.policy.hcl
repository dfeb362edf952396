# iaclint-summary: A schedule is not encrypted with a key of one's own.
# iaclint-why: Its payload is encrypted with a key of AWS: whoever may read the schedule reads it, and no key policy
# stands in between.
# iaclint-fix: Set `kms_key_arn` to the ARN of an aws_kms_key.
# iaclint-groups: customer-keys
# iaclint-peers: checkov:CKV_AWS_297
# iaclint-security: 1.0
resource_policy "aws_scheduler_schedule" "scheduler_customer_key" {
  enforcement_level = "advisory"

  enforce {
    condition     = core::try(attrs.kms_key_arn != "" && attrs.kms_key_arn != null, false)
    error_message = "The schedule is not encrypted with a key of your own"
  }
}
