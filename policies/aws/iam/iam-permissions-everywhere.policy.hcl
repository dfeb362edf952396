# iaclint-id: iam-permissions-everywhere
# iaclint-summary: A policy lets permissions of any resource be changed.
# iaclint-why: Whoever has it opens a bucket, a key, a secret or a role to another account, and no other policy stops
# that.
# iaclint-fix: Name the resources whose permissions may be changed.
# iaclint-groups: identity
# iaclint-peers: checkov:CKV_AWS_109, checkov:CKV_AWS_289
# iaclint-security: 6.0

locals {
  # They change who may do what, and can be allowed for some resources only. One on a line.
  actions = core::join("\n", [
    "ecr:SetRepositoryPolicy",
    "elasticfilesystem:PutFileSystemPolicy",
    "iam:AttachGroupPolicy",
    "iam:AttachRolePolicy",
    "iam:AttachUserPolicy",
    "iam:CreatePolicyVersion",
    "iam:DeleteRolePermissionsBoundary",
    "iam:DeleteUserPermissionsBoundary",
    "iam:PutGroupPolicy",
    "iam:PutRolePolicy",
    "iam:PutUserPolicy",
    "iam:SetDefaultPolicyVersion",
    "iam:UpdateAssumeRolePolicy",
    "kms:CreateGrant",
    "kms:PutKeyPolicy",
    "lambda:AddPermission",
    "s3:BypassGovernanceRetention",
    "s3:DeleteBucketPolicy",
    "s3:PutBucketAcl",
    "s3:PutBucketPolicy",
    "s3:PutBucketPublicAccessBlock",
    "s3:PutObjectAcl",
    "secretsmanager:PutResourcePolicy",
    "sns:AddPermission",
    "sqs:AddPermission",
  ])
}

resource_policy "aws_iam_*" "permissions_everywhere" {
  enforcement_level = "advisory"

  # What bounds the permissions of roles or users grants nothing.
  filter = (
    core::length(core::try(core::getresources("aws_iam_role", { permissions_boundary = attrs.arn }), [])) == 0 &&
    core::length(core::try(core::getresources("aws_iam_user", { permissions_boundary = attrs.arn }), [])) == 0
  )

  locals {
    documents = core::try([attrs.policy], attrs.inline_policy[*].policy, [])
    decoded   = core::flatten([for one in local.documents : core::try(core::jsondecode(one).Statement, [])])
    written = [
      for one in local.decoded : {
        effect  = core::try(one.Effect, "")
        actions = core::flatten([core::try(one.Action, [])])
        lowered = [for action in core::flatten([core::try(one.Action, [])]) : core::lower(action)]
        everywhere = (
          core::try(one.Condition, null) == null && core::contains(core::flatten([core::try(one.Resource, [])]), "*")
        )
      }
    ]
    # Patterns take much work: only what has a wildcard becomes one.
    statements = [
      for one in local.written : core::merge(one, {
        found = core::concat(
          [for name in core::split("\n", local.actions) : name if core::contains(one.lowered, core::lower(name))],
          !core::anytrue([for action in one.actions : core::contains_substring(action, "*")]) ? [] : core::regexall(
            "(?im:^(?:${core::replace(core::join("|", [
              for action in one.actions : action if core::contains_substring(action, "*")
            ]), "*", ".*")})$)",
            local.actions
          )
        )
      })
    ]
    # What allows everything is told by iam-no-admin.
    narrow = [
      for one in local.statements : one
      if one.effect == "Allow" && !core::contains(one.actions, "*") && !core::contains(one.actions, "*:*")
    ]
    denied  = core::flatten([for one in local.statements : one.found if one.effect == "Deny"])
    granted = core::flatten([for one in local.narrow : one.found if core::length(one.found) > 0 && one.everywhere])
    allowed = core::tolist(core::setsubtract(local.granted, local.denied))
    # Enough of them to see what is meant.
    some = core::join(", ", core::slice(local.allowed, 0, core::min(3, core::length(local.allowed))))
    more = core::length(local.allowed) > 3 ? " and ${core::length(local.allowed) - 3} more" : ""
  }

  enforce {
    condition     = core::length(local.allowed) == 0
    error_message = "The policy allows ${local.some}${local.more} on every resource"
  }
}

resource_policy "aws_ssoadmin_permission_set_inline_policy" "permissions_everywhere" {
  enforcement_level = "advisory"

  locals {
    decoded = core::flatten([core::try(core::jsondecode(attrs.inline_policy).Statement, [])])
    written = [
      for one in local.decoded : {
        effect  = core::try(one.Effect, "")
        actions = core::flatten([core::try(one.Action, [])])
        lowered = [for action in core::flatten([core::try(one.Action, [])]) : core::lower(action)]
        everywhere = (
          core::try(one.Condition, null) == null && core::contains(core::flatten([core::try(one.Resource, [])]), "*")
        )
      }
    ]
    # Patterns take much work: only what has a wildcard becomes one.
    statements = [
      for one in local.written : core::merge(one, {
        found = core::concat(
          [for name in core::split("\n", local.actions) : name if core::contains(one.lowered, core::lower(name))],
          !core::anytrue([for action in one.actions : core::contains_substring(action, "*")]) ? [] : core::regexall(
            "(?im:^(?:${core::replace(core::join("|", [
              for action in one.actions : action if core::contains_substring(action, "*")
            ]), "*", ".*")})$)",
            local.actions
          )
        )
      })
    ]
    # What allows everything is told by iam-no-admin.
    narrow = [
      for one in local.statements : one
      if one.effect == "Allow" && !core::contains(one.actions, "*") && !core::contains(one.actions, "*:*")
    ]
    denied  = core::flatten([for one in local.statements : one.found if one.effect == "Deny"])
    granted = core::flatten([for one in local.narrow : one.found if core::length(one.found) > 0 && one.everywhere])
    allowed = core::tolist(core::setsubtract(local.granted, local.denied))
    # Enough of them to see what is meant.
    some = core::join(", ", core::slice(local.allowed, 0, core::min(3, core::length(local.allowed))))
    more = core::length(local.allowed) > 3 ? " and ${core::length(local.allowed) - 3} more" : ""
  }

  enforce {
    condition     = core::length(local.allowed) == 0
    error_message = "The policy allows ${local.some}${local.more} on every resource"
  }
}
