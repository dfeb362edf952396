# iaclint-id: efs-policy-public
# iaclint-summary: The policy of a file system lets everybody mount it.
# iaclint-why: Whoever reaches a mount target of it reads or writes files without signing in, with any account.
# iaclint-fix: Name roles in `Principal`; or add the condition `elasticfilesystem:AccessedViaMountTarget` where clients
# of the VPC shall mount it without signing in.
# iaclint-groups: exposure
# iaclint-peers: kics:fae52418-bb8b-4ac2-b287-0b9082d6a3fd
# iaclint-security: 5.0

locals {
  # Who is meant is narrowed by these keys of conditions; by others, such as `aws:SecureTransport`, it is not.
  narrowing = [
    "aws:principalaccount", "aws:principalarn", "aws:principalisawsservice", "aws:principalorgid",
    "aws:principalorgpaths", "aws:principalservicename", "aws:sourceaccount", "aws:sourcearn", "aws:sourceip",
    "aws:sourceorgid", "aws:sourceorgpaths", "aws:sourceowner", "aws:sourcevpc", "aws:sourcevpcarn",
    "aws:sourcevpce", "aws:userid", "aws:username", "aws:vpceaccount", "aws:vpceorgid", "aws:vpceorgpaths",
    "aws:vpcsourceip", "elasticfilesystem:accessedviamounttarget", "elasticfilesystem:accesspointarn"
  ]
  # Values that all the world has.
  of_everybody = ["*", "arn:*", "arn:aws:*", "arn:aws:iam::*", "arn:aws:iam::*:*", "0.0.0.0/0", "::/0"]
}

resource_policy "aws_efs_file_system_policy" "efs_policy_public" {
  enforcement_level = "mandatory_overridable"

  locals {
    statements = core::flatten([core::try(core::jsondecode(attrs.policy).Statement, [])])
    everybody = [
      for one in local.statements : core::try(one.Effect, null) == "Allow" && (
        core::try(one.NotPrincipal, null) != null ||
        core::contains(core::flatten([core::try(one.Principal, []), core::try(one.Principal.AWS, [])]), "*")
      )
    ]
    narrowed = [
      for one in local.statements : core::anytrue(core::flatten([
        for test, keys in core::try(one.Condition, {}) : [
          for key, values in keys : core::contains(local.narrowing, core::lower(key)) && !(
            core::contains(["aws:principalarn", "aws:sourcearn", "aws:sourceip"], core::lower(key)) &&
            core::anytrue([for value in core::flatten([values]) : core::contains(local.of_everybody, value)])
          )
        ] if !core::regex_match(test, "(?i)not|null")
      ]))
    ]
    public = core::anytrue([
      for at, one in local.statements : local.everybody[at] && !local.narrowed[at]
    ])
  }

  enforce {
    condition     = !local.public
    error_message = "The policy lets everybody mount the file system"
  }
}
