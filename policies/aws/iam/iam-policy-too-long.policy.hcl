# iaclint-id: iam-policy-too-long
# iaclint-summary: A policy is longer than IAM takes.
# iaclint-why: AWS refuses it when it is applied, after other things have been changed already.
# iaclint-fix: Shorten it by wildcards or conditions on tags, or make several policies of it.
# iaclint-groups: default, hygiene
# iaclint-peers: tflint:aws_iam_policy_too_long_policy, tflint:aws_iam_group_policy_too_long

resource_policy "aws_iam_policy" "too_long" {
  enforcement_level = "mandatory"

  # Where a part of the text is not known its length is not; one of few elements is never too long. It is reckoned in
  # thirty characters: five for a statement, one for an action, four for a resource.
  filter = core::sum(core::concat([0], [
    for one in core::flatten([core::try(core::jsondecode(attrs.policy).Statement, [])]) :
    5 + core::length(core::try(core::tolist(one.Action), core::tolist(one.NotAction), [1])) +
    4 * core::length(core::try(core::tolist(one.Resource), core::tolist(one.NotResource), [1]))
  ])) > 6144 / 30

  enforce {
    condition     = core::length(core::replace(attrs.policy, "/\\s/", "")) <= 6144
    error_message = "The policy has more than the 6144 characters that IAM takes"
  }
}

resource_policy "aws_iam_role_policy" "too_long" {
  enforcement_level = "mandatory"

  # Where a part of the text is not known its length is not; one of few elements is never too long. It is reckoned in
  # thirty characters: five for a statement, one for an action, four for a resource.
  filter = core::sum(core::concat([0], [
    for one in core::flatten([core::try(core::jsondecode(attrs.policy).Statement, [])]) :
    5 + core::length(core::try(core::tolist(one.Action), core::tolist(one.NotAction), [1])) +
    4 * core::length(core::try(core::tolist(one.Resource), core::tolist(one.NotResource), [1]))
  ])) > 10240 / 30

  enforce {
    condition     = core::length(core::replace(attrs.policy, "/\\s/", "")) <= 10240
    error_message = "The policy has more than the 10240 characters that IAM takes in a role"
  }
}

resource_policy "aws_iam_group_policy" "too_long" {
  enforcement_level = "mandatory"

  # Where a part of the text is not known its length is not; one of few elements is never too long. It is reckoned in
  # thirty characters: five for a statement, one for an action, four for a resource.
  filter = core::sum(core::concat([0], [
    for one in core::flatten([core::try(core::jsondecode(attrs.policy).Statement, [])]) :
    5 + core::length(core::try(core::tolist(one.Action), core::tolist(one.NotAction), [1])) +
    4 * core::length(core::try(core::tolist(one.Resource), core::tolist(one.NotResource), [1]))
  ])) > 5120 / 30

  enforce {
    condition     = core::length(core::replace(attrs.policy, "/\\s/", "")) <= 5120
    error_message = "The policy has more than the 5120 characters that IAM takes in a group"
  }
}

resource_policy "aws_iam_user_policy" "too_long" {
  enforcement_level = "mandatory"

  # Where a part of the text is not known its length is not; one of few elements is never too long. It is reckoned in
  # thirty characters: five for a statement, one for an action, four for a resource.
  filter = core::sum(core::concat([0], [
    for one in core::flatten([core::try(core::jsondecode(attrs.policy).Statement, [])]) :
    5 + core::length(core::try(core::tolist(one.Action), core::tolist(one.NotAction), [1])) +
    4 * core::length(core::try(core::tolist(one.Resource), core::tolist(one.NotResource), [1]))
  ])) > 2048 / 30

  enforce {
    condition     = core::length(core::replace(attrs.policy, "/\\s/", "")) <= 2048
    error_message = "The policy has more than the 2048 characters that IAM takes in a user"
  }
}
