# iaclint-id: dlm-copy-customer-key
# iaclint-summary: Snapshots that a lifecycle policy copies to another region are not encrypted with a key of one's
# own.
# iaclint-why: With the default key of the other region no key policy says who may read them, and they cannot be given
# to another account.
# iaclint-fix: Set `encrypted = true` and the ARN of a key in the other region as `cmk_arn`.
# iaclint-groups: customer-keys
# iaclint-peers: checkov:CKV_AWS_254, checkov:CKV_AWS_256
# iaclint-security: 2.0

resource_policy "aws_dlm_lifecycle_policy" "dlm_copy_customer_key" {
  enforcement_level = "advisory"

  locals {
    rules = core::flatten([
      for one in core::try(attrs.policy_details[0].schedule, []) : core::try(one.cross_region_copy_rule, [])
    ])
    events = core::flatten([
      for one in core::flatten([
        for action in core::try(attrs.policy_details[0].action, []) : core::try(action.cross_region_copy, [])
      ]) : core::try(one.encryption_configuration, [])
    ])
  }

  enforce {
    condition = core::alltrue([
      for one in core::concat(local.rules, local.events) :
      core::try(one.encrypted, null) == true && core::try(one.cmk_arn, null) != null &&
      core::try(one.cmk_arn, null) != ""
    ])
    error_message = "Copies in another region are not encrypted with a key of your own"
  }
}
