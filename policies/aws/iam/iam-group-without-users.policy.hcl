# iaclint-summary: A group has no users.
# iaclint-why: Its policies give rights to nobody, until somebody is added to it who was not meant to have them.
# iaclint-fix: Add an aws_iam_group_membership or aws_iam_user_group_membership, or remove the group.
# iaclint-groups: hygiene
# iaclint-peers: checkov:CKV2_AWS_14, kics:fc101ca7-c9dd-4198-a1eb-0fbe92e80044
resource_policy "aws_iam_group" "group_without_users" {
  enforcement_level = "advisory"

  locals {
    memberships = core::getresources("aws_iam_group_membership", { group = attrs.name })
    users       = core::getresources("aws_iam_user_group_membership")
  }

  enforce {
    condition = (
      core::anytrue([for one in local.memberships : core::try(core::length(one.users), 0) > 0]) ||
      core::anytrue([for one in local.users : core::try(core::contains(one.groups, attrs.name), false)])
    )
    error_message = "The repository puts no user into the group"
  }
}
