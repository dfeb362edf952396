# iaclint-summary: A user is in no group.
# iaclint-why: What the user may do is said beside what their colleagues may, so that nobody sees it when the rights
# of all are changed.
# iaclint-fix: Add an aws_iam_user_group_membership for the user.
# iaclint-groups: identity
# iaclint-peers: checkov:CKV2_AWS_21
# iaclint-security: 2.0
resource_policy "aws_iam_user" "user_without_group" {
  enforcement_level = "advisory"

  locals {
    own    = core::getresources("aws_iam_user_group_membership", { user = attrs.name })
    groups = core::getresources("aws_iam_group_membership")
  }

  enforce {
    condition = (
      core::length(local.own) > 0 ||
      core::anytrue([for one in local.groups : core::try(core::contains(one.users, attrs.name), false)])
    )
    error_message = "The user is in no group"
  }
}
