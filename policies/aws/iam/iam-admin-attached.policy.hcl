# iaclint-id: iam-admin-attached
# iaclint-summary: A policy of AWS that makes an administrator is attached.
# iaclint-why: Whoever takes the role or signs in as the user may do anything in the account; IAMFullAccess is as
# much, since it can attach AdministratorAccess.
# iaclint-fix: Attach a policy with the actions that are needed, such as PowerUserAccess with a few actions of IAM.
# iaclint-groups: default, identity
# iaclint-peers: checkov:CKV_AWS_274, checkov:CKV2_AWS_56
# iaclint-security: 8.0

resource_policy "aws_iam_*" "admin_attached" {
  enforcement_level = "mandatory_overridable"

  locals {
    attached = core::flatten([
      core::try(attrs.policy_arn, []), core::try(attrs.policy_arns, []), core::try(attrs.managed_policy_arns, [])
    ])
  }

  enforce {
    condition = !core::anytrue([
      for arn in local.attached : core::try(core::endswith(arn, ":iam::aws:policy/AdministratorAccess"), false)
    ])
    error_message = "AdministratorAccess is attached, which allows everything"
  }

  enforce {
    condition = !core::anytrue([
      for arn in local.attached : core::try(core::endswith(arn, ":iam::aws:policy/IAMFullAccess"), false)
    ])
    error_message = "IAMFullAccess is attached, with which its holder can become an administrator"
  }
}

resource_policy "aws_ssoadmin_managed_policy_attachment" "admin_attached" {
  enforcement_level = "advisory"

  enforce {
    condition     = !core::endswith(attrs.managed_policy_arn, ":iam::aws:policy/AdministratorAccess")
    error_message = "Whoever is given the permission set may do everything"
  }

  enforce {
    condition     = !core::endswith(attrs.managed_policy_arn, ":iam::aws:policy/IAMFullAccess")
    error_message = "Whoever is given the permission set can become an administrator"
  }
}
