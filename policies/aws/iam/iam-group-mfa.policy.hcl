# iaclint-summary: Nothing asks the users of a group for a second factor.
# iaclint-why: Whoever has the password or the keys of one of them may do all that the group may.
# iaclint-fix: Attach a policy that denies everything but the set-up of a device where `aws:MultiFactorAuthPresent` is
# false.
# iaclint-groups: identity
# iaclint-peers: trivy:AWS-0123
# iaclint-security: 3.0
resource_policy "aws_iam_group" "group_mfa" {
  enforcement_level = "advisory"

  locals {
    attachments = core::getresources("aws_iam_group_policy_attachment", { group = attrs.name })
    attached = core::flatten([
      for one in local.attachments : core::getresources("aws_iam_policy", { arn = one.policy_arn })
    ])
    inline = core::getresources("aws_iam_group_policy", { group = attrs.name })
    statements = core::flatten([
      for one in core::concat(local.inline, local.attached) : core::try(core::jsondecode(one.policy).Statement, [])
    ])
    keys = core::flatten([
      for one in local.statements : [for operator in core::values(core::try(one.Condition, {})) : core::keys(operator)]
    ])
  }

  enforce {
    condition = core::anytrue([
      for key in local.keys : core::contains(["aws:multifactorauthpresent", "aws:multifactorauthage"], core::lower(key))
    ])
    error_message = "No policy of the group asks for a second factor"
  }
}
