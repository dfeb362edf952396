# iaclint-id: iam-read-data-everywhere
# iaclint-summary: A policy lets the data of every bucket, table, queue or secret be read.
# iaclint-why: One leaked role is enough to copy all of the account's data, that of other applications too.
# iaclint-fix: Name the buckets, tables, queues, parameters and secrets as resources. Actions that know no resource, as
# most of `Describe` and `List` do, are not judged.
# iaclint-groups: identity
# iaclint-peers: checkov:CKV_AWS_108, checkov:CKV_AWS_288, checkov:CKV_AWS_355, checkov:CKV_AWS_356, trivy:AWS-0346
# iaclint-security: 6.0

locals {
  # They give out what is stored, and can be allowed for some resources only. One on a line.
  actions = core::join("\n", [
    "dynamodb:BatchGetItem",
    "dynamodb:ExportTableToPointInTime",
    "dynamodb:GetItem",
    "dynamodb:Query",
    "dynamodb:Scan",
    "kinesis:GetRecords",
    "rds:CopyDBSnapshot",
    "s3:GetObject",
    "secretsmanager:GetSecretValue",
    "sqs:ReceiveMessage",
    "ssm:GetParameter",
    "ssm:GetParameters",
    "ssm:GetParametersByPath",
  ])
}

resource_policy "aws_iam_*" "read_data_everywhere" {
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

resource_policy "aws_ssoadmin_permission_set_inline_policy" "read_data_everywhere" {
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
