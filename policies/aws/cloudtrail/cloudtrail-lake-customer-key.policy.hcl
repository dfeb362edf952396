# iaclint-summary: An event data store of CloudTrail Lake is encrypted with a key of AWS.
# iaclint-why: Whoever may query the store reads who did what in the account, and no key policy stands in between.
# iaclint-fix: Set `kms_key_id` to the ARN of an aws_kms_key whose policy lets CloudTrail use it.
# iaclint-groups: customer-keys
# iaclint-peers: checkov:CKV_AWS_294
# iaclint-security: 2.0
resource_policy "aws_cloudtrail_event_data_store" "lake_customer_key" {
  enforcement_level = "advisory"

  enforce {
    condition     = core::try(attrs.kms_key_id, null) != null && core::try(attrs.kms_key_id, null) != ""
    error_message = "The event data store is encrypted with a key of AWS"
  }
}
