# iaclint-id: iam-kms-decrypt-everywhere
# iaclint-summary: A policy allows data to be decrypted with every key.
# iaclint-why: A key keeps apart what it encrypts only as long as few may use it: with this policy one leaked role
# opens the data of all keys whose policy leaves access to IAM.
# iaclint-fix: Name the ARNs of the keys as resources, or add a condition on `kms:ViaService` or
# `kms:ResourceAliases`.
# iaclint-controls: KMS.1, KMS.2
# iaclint-groups: identity, fsbp
# iaclint-peers: checkov:CKV_AWS_355, checkov:CKV_AWS_356
# iaclint-security: 6.0

resource_policy "aws_iam_*" "kms_decrypt_everywhere" {
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
        effect    = core::try(one.Effect, "")
        actions   = core::flatten([core::try(one.Action, [])])
        lowered   = [for action in core::flatten([core::try(one.Action, [])]) : core::lower(action)]
        keys      = core::flatten([core::try(one.Resource, [])])
        condition = core::try(one.Condition, null)
      }
    ]
    # Patterns take much work: only what has a wildcard becomes one.
    statements = [
      for one in local.written : core::merge(one, {
        found = core::concat(
          [for name in ["kms:Decrypt", "kms:ReEncryptFrom"] : name if core::contains(one.lowered, core::lower(name))],
          !core::anytrue([for action in one.actions : core::contains_substring(action, "*")]) ? [] : core::regexall(
            "(?im:^(?:${core::replace(core::join("|", [
              for action in one.actions : action if core::contains_substring(action, "*")
            ]), "*", ".*")})$)",
            "kms:Decrypt\nkms:ReEncryptFrom"
          )
        )
      })
    ]
    # What allows everything is told by iam-no-admin.
    decrypting = [
      for one in local.statements : one
      if one.effect == "Allow" && core::length(one.found) > 0 && one.condition == null &&
      !core::contains(one.actions, "*") && !core::contains(one.actions, "*:*")
    ]
  }

  enforce {
    condition = !core::anytrue(core::flatten([
      for one in local.decrypting : [for key in one.keys : key == "*" || core::endswith(key, ":key/*")]
    ]))
    error_message = "The policy allows data to be decrypted with every key of KMS"
  }
}

resource_policy "aws_ssoadmin_permission_set_inline_policy" "kms_decrypt_everywhere" {
  enforcement_level = "advisory"

  locals {
    decoded = core::flatten([core::try(core::jsondecode(attrs.inline_policy).Statement, [])])
    written = [
      for one in local.decoded : {
        effect    = core::try(one.Effect, "")
        actions   = core::flatten([core::try(one.Action, [])])
        lowered   = [for action in core::flatten([core::try(one.Action, [])]) : core::lower(action)]
        keys      = core::flatten([core::try(one.Resource, [])])
        condition = core::try(one.Condition, null)
      }
    ]
    # Patterns take much work: only what has a wildcard becomes one.
    statements = [
      for one in local.written : core::merge(one, {
        found = core::concat(
          [for name in ["kms:Decrypt", "kms:ReEncryptFrom"] : name if core::contains(one.lowered, core::lower(name))],
          !core::anytrue([for action in one.actions : core::contains_substring(action, "*")]) ? [] : core::regexall(
            "(?im:^(?:${core::replace(core::join("|", [
              for action in one.actions : action if core::contains_substring(action, "*")
            ]), "*", ".*")})$)",
            "kms:Decrypt\nkms:ReEncryptFrom"
          )
        )
      })
    ]
    # What allows everything is told by iam-no-admin.
    decrypting = [
      for one in local.statements : one
      if one.effect == "Allow" && core::length(one.found) > 0 && one.condition == null &&
      !core::contains(one.actions, "*") && !core::contains(one.actions, "*:*")
    ]
  }

  enforce {
    condition = !core::anytrue(core::flatten([
      for one in local.decrypting : [for key in one.keys : key == "*" || core::endswith(key, ":key/*")]
    ]))
    error_message = "The policy allows data to be decrypted with every key of KMS"
  }
}
