# iaclint-id: s3-policy-lockout
# iaclint-summary: The policy of a bucket denies everybody everything.
# iaclint-why: Nobody but the root user can change or remove that policy any more, not even the role that applied it;
# the next apply fails.
# iaclint-fix: Add a condition to the statement, name in `NotPrincipal` or `aws:PrincipalArn` who keeps access, or deny
# the actions that are meant.
# iaclint-groups: default, identity
# iaclint-peers: checkov:CKV_AWS_93

resource_policy "aws_s3_bucket_policy" "s3_policy_lockout" {
  enforcement_level = "mandatory"

  locals {
    statements = core::flatten([core::try(core::jsondecode(attrs.policy).Statement, [])])
    locked = core::anytrue([
      for one in local.statements : core::try(one.Effect, null) == "Deny" && core::try(one.Condition, null) == null && (
        core::contains(core::flatten([core::try(one.Principal, [])]), "*") ||
        core::contains(core::flatten([core::try(one.Principal.AWS, [])]), "*")
        ) && core::anytrue([
          for action in core::flatten([core::try(one.Action, [])]) :
          core::contains(["*", "s3:*", "s3:put*", "s3:*bucketpolicy", "s3:putbucketpolicy"], core::lower(action))
          ]) && core::anytrue([
          # A statement about objects leaves the bucket's policy alone.
          for resource in core::flatten([core::try(one.Resource, [])]) :
          !core::endswith(resource, "/*") && (
            core::length(core::getresources("aws_s3_bucket", { arn = resource })) > 0 ||
            !core::contains_substring(resource, "/")
          )
      ])
    ])
  }

  enforce {
    condition     = !local.locked
    error_message = "The policy denies everybody, also who applied it, to change it"
  }
}

resource_policy "aws_s3_bucket" "s3_policy_lockout" {
  enforcement_level = "mandatory"

  locals {
    statements = core::flatten([core::try(core::jsondecode(attrs.policy).Statement, [])])
    locked = core::anytrue([
      for one in local.statements : core::try(one.Effect, null) == "Deny" && core::try(one.Condition, null) == null && (
        core::contains(core::flatten([core::try(one.Principal, [])]), "*") ||
        core::contains(core::flatten([core::try(one.Principal.AWS, [])]), "*")
        ) && core::anytrue([
          for action in core::flatten([core::try(one.Action, [])]) :
          core::contains(["*", "s3:*", "s3:put*", "s3:*bucketpolicy", "s3:putbucketpolicy"], core::lower(action))
          ]) && core::anytrue([
          # A statement about objects leaves the bucket's policy alone.
          for resource in core::flatten([core::try(one.Resource, [])]) :
          !core::endswith(resource, "/*") && (
            core::length(core::getresources("aws_s3_bucket", { arn = resource })) > 0 ||
            !core::contains_substring(resource, "/")
          )
      ])
    ])
  }

  enforce {
    condition     = !local.locked
    error_message = "The policy denies everybody, also who applied it, to change it"
  }
}
