# iaclint-id: s3-policy-public
# iaclint-summary: The policy of a bucket lets everybody list it, write to it or change it.
# iaclint-why: Anybody on the internet, without signing in, replaces and deletes what is stored there, fills it with
# data of their own, or reads the names of all objects.
# iaclint-fix: Name the accounts and roles in `Principal`, or add a condition on `aws:PrincipalOrgID`, `aws:SourceArn`
# or the like.
# iaclint-controls: S3.2, S3.3
# iaclint-groups: default, exposure, fsbp
# iaclint-peers: checkov:CKV_AWS_70, kics:7af43613-6bb9-4a0e-8c4d-1314b799425e,
# kics:ffdf4b37-7703-4dfe-a682-9d2e99bc6c09, kics:66c6f96f-2d9e-417e-a998-9058aeeecd44,
# kics:d24c0755-c028-44b1-b503-8e719c898832
# iaclint-security: 9.0

locals {
  # Who is meant is narrowed by these keys of conditions; by others, such as `aws:SecureTransport`, it is not.
  narrowing = [
    "aws:principalaccount", "aws:principalarn", "aws:principalisawsservice", "aws:principalorgid",
    "aws:principalorgpaths", "aws:principalservicename", "aws:sourceaccount", "aws:sourcearn", "aws:sourceip",
    "aws:sourceorgid", "aws:sourceorgpaths", "aws:sourceowner", "aws:sourcevpc", "aws:sourcevpcarn",
    "aws:sourcevpce", "aws:userid", "aws:username", "aws:vpceaccount", "aws:vpceorgid", "aws:vpceorgpaths",
    "aws:vpcsourceip", "s3:accesspointnetworkorigin", "s3:dataaccesspointaccount", "s3:dataaccesspointarn"
  ]
  # Values that all the world has.
  of_everybody = ["*", "arn:*", "arn:aws:*", "arn:aws:iam::*", "arn:aws:iam::*:*", "0.0.0.0/0", "::/0"]
}

resource_policy "aws_s3_bucket_policy" "s3_policy_public" {
  enforcement_level = "mandatory"

  locals {
    blocks     = core::getresources("aws_s3_bucket_public_access_block", { bucket = attrs.bucket })
    statements = core::flatten([core::try(core::jsondecode(attrs.policy).Statement, [])])
    reading = [
      for one in local.statements : core::alltrue([
        for action in core::flatten([core::try(one.Action, "*")]) :
        core::startswith(core::lower(action), "s3:getobject")
      ])
    ]
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
      for at, one in local.statements : local.everybody[at] && !local.narrowed[at] && !local.reading[at]
    ])
  }

  # Then only the bucket's own account and AWS's services get in.
  filter = !core::anytrue([for block in local.blocks : core::try(block.restrict_public_buckets, false) == true])

  enforce {
    condition     = !local.public
    error_message = "The policy lets everybody do more with the bucket than read its objects"
  }
}

resource_policy "aws_s3_bucket" "s3_policy_public" {
  enforcement_level = "mandatory"

  locals {
    blocks     = core::getresources("aws_s3_bucket_public_access_block", { bucket = attrs.id })
    statements = core::flatten([core::try(core::jsondecode(attrs.policy).Statement, [])])
    reading = [
      for one in local.statements : core::alltrue([
        for action in core::flatten([core::try(one.Action, "*")]) :
        core::startswith(core::lower(action), "s3:getobject")
      ])
    ]
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
      for at, one in local.statements : local.everybody[at] && !local.narrowed[at] && !local.reading[at]
    ])
  }

  # Then only the bucket's own account and AWS's services get in.
  filter = !core::anytrue([for block in local.blocks : core::try(block.restrict_public_buckets, false) == true])

  enforce {
    condition     = !local.public
    error_message = "The policy lets everybody do more with the bucket than read its objects"
  }
}
