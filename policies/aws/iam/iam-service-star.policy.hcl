# iaclint-id: iam-service-star
# iaclint-summary: A policy allows every action of a service.
# iaclint-why: With the actions that are needed come those that delete, share and change permissions, and every action
# that the service gets later.
# iaclint-fix: List the actions that are needed; wildcards within a name, such as `s3:Get*`, are narrower.
# iaclint-controls: IAM.21
# iaclint-groups: identity, fsbp
# iaclint-peers: trivy:AWS-0057, trivy:AWS-0345
# iaclint-security: 5.0

resource_policy "aws_iam_*" "service_star" {
  enforcement_level = "advisory"

  # What bounds the permissions of roles or users grants nothing.
  filter = (
    core::length(core::try(core::getresources("aws_iam_role", { permissions_boundary = attrs.arn }), [])) == 0 &&
    core::length(core::try(core::getresources("aws_iam_user", { permissions_boundary = attrs.arn }), [])) == 0
  )

  locals {
    documents = core::try([attrs.policy], attrs.inline_policy[*].policy, [])
    decoded   = core::flatten([for one in local.documents : core::try(core::jsondecode(one).Statement, [])])
    statements = [
      for one in local.decoded : {
        effect  = core::try(one.Effect, "")
        actions = core::flatten([core::try(one.Action, [])])
        everywhere = (
          core::try(one.Condition, null) == null && core::contains(core::flatten([core::try(one.Resource, [])]), "*")
        )
      }
    ]
    # All of IAM on every resource is told by iam-full-iam-access.
    stars = core::distinct(core::flatten([
      for one in local.statements : [
        for action in one.actions : action
        if one.effect == "Allow" && core::endswith(action, ":*") && action != "*:*" &&
        !(core::lower(action) == "iam:*" && one.everywhere)
      ]
    ]))
    # Enough of them to see what is meant.
    some = core::join(", ", core::slice(local.stars, 0, core::min(3, core::length(local.stars))))
    more = core::length(local.stars) > 3 ? " and ${core::length(local.stars) - 3} more" : ""
  }

  enforce {
    condition     = core::length(local.stars) == 0
    error_message = "The policy allows ${local.some}${local.more}"
  }
}

resource_policy "aws_ssoadmin_permission_set_inline_policy" "service_star" {
  enforcement_level = "advisory"

  locals {
    decoded = core::flatten([core::try(core::jsondecode(attrs.inline_policy).Statement, [])])
    statements = [
      for one in local.decoded : {
        effect  = core::try(one.Effect, "")
        actions = core::flatten([core::try(one.Action, [])])
        everywhere = (
          core::try(one.Condition, null) == null && core::contains(core::flatten([core::try(one.Resource, [])]), "*")
        )
      }
    ]
    # All of IAM on every resource is told by iam-full-iam-access.
    stars = core::distinct(core::flatten([
      for one in local.statements : [
        for action in one.actions : action
        if one.effect == "Allow" && core::endswith(action, ":*") && action != "*:*" &&
        !(core::lower(action) == "iam:*" && one.everywhere)
      ]
    ]))
    # Enough of them to see what is meant.
    some = core::join(", ", core::slice(local.stars, 0, core::min(3, core::length(local.stars))))
    more = core::length(local.stars) > 3 ? " and ${core::length(local.stars) - 3} more" : ""
  }

  enforce {
    condition     = core::length(local.stars) == 0
    error_message = "The policy allows ${local.some}${local.more}"
  }
}
