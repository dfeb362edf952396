# iaclint-id: iam-privilege-escalation
# iaclint-summary: A policy lets whoever has it give themselves more rights.
# iaclint-why: With one of these actions on every resource somebody attaches an administrator's policy to themselves,
# signs in as another user, or puts their own code into a function that runs with a stronger role.
# iaclint-fix: Allow these actions on named ARNs only, and bound what is made with them by a permissions boundary.
# iaclint-groups: identity
# iaclint-peers: checkov:CKV_AWS_110, checkov:CKV_AWS_286,
# kics:8f3c16b3-354d-45db-8ad5-5066778a9485,
# kics:970ed7a2-0aca-4425-acf1-0453c9ecbca1,
# kics:70b42736-efee-4bce-80d5-50358ed94990,
# kics:3dd96caa-0b5f-4a85-b929-acfac4646cc2,
# kics:db78d14b-10e5-4e6e-84b1-dace6327b1ec,
# kics:846646e3-2af1-428c-ac5d-271eccfa6faf,
# kics:04c686f1-e0cd-4812-88e1-4e038410074c,
# kics:ec49cbfd-fae4-45f3-81b1-860526d66e3f,
# kics:e77c89f6-9c85-49ea-b95b-5f960fe5be92,
# kics:c0c1e744-0f37-445e-924a-1846f0839f69,
# kics:60263b4a-6801-4587-911d-919c37ed733b,
# kics:7782d4b3-e23e-432b-9742-d9528432e771,
# kics:78f1ec6f-5659-41ea-bd48-d0a142dce4f2,
# kics:ad296c0d-8131-4d6b-b030-1b0e73a99ad3,
# kics:571254d8-aa6a-432e-9725-535d3ef04d69,
# kics:eda48c88-2b7d-4e34-b6ca-04c0194aee17,
# kics:b8a31292-509d-4b61-bc40-13b167db7e9c,
# kics:f906113d-cdc0-415a-ba60-609cc6daaf4d,
# kics:f465fff1-0a0f-457d-aa4d-1bddb6f204ff,
# kics:7c96920c-6fd0-449d-9a52-0aa431b6beaf,
# kics:5b4d4aee-ac94-4810-9611-833636e5916d,
# kics:9a205ba3-0dd1-42eb-8d54-2ffec836b51a,
# kics:ee49557d-750c-4cc1-aa95-94ab36cbefde,
# kics:d6047119-a0b2-4b59-a4f2-127a36fb685b,
# kics:eb64f1e9-f67d-4e35-8a3c-3d6a2f9efea7,
# kics:8f75840d-9ee7-42f3-b203-b40e3979eb12,
# kics:118281d0-6471-422e-a7c5-051bc667926e,
# kics:f1173d8c-3264-4148-9fdb-61181e031b51,
# kics:35ccf766-0e4d-41ed-9ec4-2dab155082b4,
# kics:c583f0f9-7dfd-476b-a056-f47c62b47b46,
# kics:9b877bd8-94b4-4c10-a060-8e0436cc09fa,
# kics:bf9d42c7-c2f9-4dfe-942c-c8cc8249a081,
# kics:6d23d87e-1c5b-4308-b224-92624300f29b,
# kics:e227091e-2228-4b40-b046-fc13650d8e88,
# kics:70cb518c-d990-46f6-bc05-44a5041493d6,
# kics:113208f2-a886-4526-9ecc-f3218600e12c,
# kics:0fd7d920-4711-46bd-aff2-d307d82cd8b7,
# kics:1743f5f1-0bb0-4934-acef-c80baa5dadfa,
# kics:8bfbf7ab-d5e8-4100-8618-798956e101e0,
# kics:eeb4d37a-3c59-4789-a00c-1509bc3af1e5,
# kics:0c10d7da-85c4-4d62-b2a8-d6c104f1bd77,
# kics:43a41523-386a-4cb1-becb-42af6b414433,
# kics:33627268-1445-4385-988a-318fd9d1a512,
# kics:6deb34e2-5d9c-499a-801b-ea6d9eda894f,
# kics:b69247e5-7e73-464e-ba74-ec9b715c6e12
# iaclint-security: 7.0

locals {
  # Each of them alone gives whoever has it the rights of another user or role. One on a line.
  actions = core::join("\n", [
    "glue:UpdateDevEndpoint",
    "iam:AddUserToGroup",
    "iam:AttachGroupPolicy",
    "iam:AttachRolePolicy",
    "iam:AttachUserPolicy",
    "iam:CreateAccessKey",
    "iam:CreateLoginProfile",
    "iam:CreatePolicyVersion",
    "iam:PutGroupPolicy",
    "iam:PutRolePolicy",
    "iam:PutUserPolicy",
    "iam:SetDefaultPolicyVersion",
    "iam:UpdateAssumeRolePolicy",
    "iam:UpdateLoginProfile",
    "lambda:UpdateFunctionCode",
  ])
}

resource_policy "aws_iam_*" "privilege_escalation" {
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
    # What allows all of IAM is told by iam-full-iam-access and iam-no-admin.
    narrow = [
      for one in local.statements : one
      if one.effect == "Allow" && !core::contains(one.actions, "*") && !core::contains(one.actions, "*:*") &&
      !core::anytrue([for action in one.actions : core::lower(action) == "iam:*"])
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
    error_message = "The policy lets whoever has it take more rights by ${local.some}${local.more} on every resource"
  }
}

resource_policy "aws_ssoadmin_permission_set_inline_policy" "privilege_escalation" {
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
    # What allows all of IAM is told by iam-full-iam-access and iam-no-admin.
    narrow = [
      for one in local.statements : one
      if one.effect == "Allow" && !core::contains(one.actions, "*") && !core::contains(one.actions, "*:*") &&
      !core::anytrue([for action in one.actions : core::lower(action) == "iam:*"])
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
    error_message = "The policy lets whoever has it take more rights by ${local.some}${local.more} on every resource"
  }
}
