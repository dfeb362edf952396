# iaclint-id: s3-policy-public-read
# iaclint-summary: The policy of a bucket lets everybody read its objects.
# iaclint-why: Whatever is put there, by whomever and for whatever reason, is public; and each request is paid for,
# also those of scrapers.
# iaclint-fix: Let CloudFront alone read, with an origin access control and a condition on `aws:SourceArn`; where the
# objects are really meant for everybody, say so in an ignore comment.
# iaclint-controls: S3.2
# iaclint-groups: default, exposure, fsbp
# iaclint-peers: checkov:CKV_AWS_70, kics:7af43613-6bb9-4a0e-8c4d-1314b799425e,
# kics:1df37f4b-7197-45ce-83f8-9994d2fcf885
# iaclint-security: 7.5

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

resource_policy "aws_s3_bucket_policy" "s3_policy_public_read" {
  enforcement_level = "mandatory_overridable"

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
      for at, one in local.statements : local.everybody[at] && !local.narrowed[at] && local.reading[at]
    ])
  }

  # Then only the bucket's own account and AWS's services get in.
  filter = !core::anytrue([for block in local.blocks : core::try(block.restrict_public_buckets, false) == true])

  enforce {
    condition     = !local.public
    error_message = "The policy lets everybody read the bucket's objects"
  }
}

resource_policy "aws_s3_bucket" "s3_policy_public_read" {
  enforcement_level = "mandatory_overridable"

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
      for at, one in local.statements : local.everybody[at] && !local.narrowed[at] && local.reading[at]
    ])
  }

  # Then only the bucket's own account and AWS's services get in.
  filter = !core::anytrue([for block in local.blocks : core::try(block.restrict_public_buckets, false) == true])

  enforce {
    condition     = !local.public
    error_message = "The policy lets everybody read the bucket's objects"
  }
}
