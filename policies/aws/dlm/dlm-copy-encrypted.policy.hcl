# iaclint-id: dlm-copy-encrypted
# iaclint-summary: Snapshots that a lifecycle policy copies to another region need not be encrypted there.
# iaclint-why: Where neither the snapshot nor the region's default has it encrypted, the copy is as plain as the disk
# was, and so is every disk made from it.
# iaclint-fix: Set `encrypted = true` in the `cross_region_copy_rule`, or in the `encryption_configuration` of the
# `cross_region_copy`.
# iaclint-groups: encryption
# iaclint-peers: checkov:CKV_AWS_253, checkov:CKV_AWS_255
# iaclint-security: 4.0

resource_policy "aws_dlm_lifecycle_policy" "dlm_copy_encrypted" {
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
      core::try(one.encrypted, null) == true
    ])
    error_message = "Copies in another region need not be encrypted"
  }
}
