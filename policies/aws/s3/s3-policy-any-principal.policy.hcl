# iaclint-id: s3-policy-any-principal
# iaclint-summary: The policy of a bucket allows something to the principal `*`, and conditions alone say who is meant.
# iaclint-why: One condition that is removed, misspelt or wider than meant opens the bucket to the internet. What is
# open to everybody as it is, s3-policy-public and s3-policy-public-read tell.
# iaclint-fix: Name the accounts, roles or services in `Principal`, and keep the conditions beside them.
# iaclint-groups: strict
# iaclint-peers: kics:7af43613-6bb9-4a0e-8c4d-1314b799425e, kics:ffdf4b37-7703-4dfe-a682-9d2e99bc6c09,
# kics:1df37f4b-7197-45ce-83f8-9994d2fcf885, kics:66c6f96f-2d9e-417e-a998-9058aeeecd44,
# kics:d24c0755-c028-44b1-b503-8e719c898832
# iaclint-security: 4.0

resource_policy "aws_s3_bucket_policy" "s3_policy_any_principal" {
  enforcement_level = "advisory"

  locals {
    statements = core::flatten([core::try(core::jsondecode(attrs.policy).Statement, [])])
    everybody = [
      for one in local.statements : core::try(one.Effect, null) == "Allow" && (
        core::try(one.NotPrincipal, null) != null ||
        core::contains(core::flatten([core::try(one.Principal, []), core::try(one.Principal.AWS, [])]), "*")
      )
    ]
  }

  enforce {
    condition     = !core::anytrue(local.everybody)
    error_message = "The policy allows something to the principal `*`"
  }
}

resource_policy "aws_s3_bucket" "s3_policy_any_principal" {
  enforcement_level = "advisory"

  locals {
    statements = core::flatten([core::try(core::jsondecode(attrs.policy).Statement, [])])
    everybody = [
      for one in local.statements : core::try(one.Effect, null) == "Allow" && (
        core::try(one.NotPrincipal, null) != null ||
        core::contains(core::flatten([core::try(one.Principal, []), core::try(one.Principal.AWS, [])]), "*")
      )
    ]
  }

  enforce {
    condition     = !core::anytrue(local.everybody)
    error_message = "The policy allows something to the principal `*`"
  }
}
