# iaclint-summary: A log group is not encrypted with a key of one's own.
# iaclint-why: CloudWatch encrypts it with a key of AWS: whoever may read the group reads it, and no key policy stands
# in between.
# iaclint-fix: Set `kms_key_id` to the ARN of an aws_kms_key whose policy lets `logs.REGION.amazonaws.com` use it.
# iaclint-groups: customer-keys
# iaclint-peers: checkov:CKV_AWS_158, trivy:AWS-0017, kics:0afbcfe9-d341-4b92-a64c-7e6de0543879
# iaclint-security: 2.0
resource_policy "aws_cloudwatch_log_group" "cloudwatch_log_group_customer_key" {
  enforcement_level = "advisory"

  enforce {
    condition     = core::try(attrs.kms_key_id, null) != null && core::try(attrs.kms_key_id, null) != ""
    error_message = "The log group is not encrypted with a key of your own"
  }
}
