# iaclint-id: s3-public-access-refused
# iaclint-summary: A bucket's ACL or policy is public, and its public access block refuses it.
# iaclint-why: S3 answers AccessDenied when it is applied; where the block came later, the ACL or policy is still
# written there and waits for the day on which the block is removed.
# iaclint-fix: Remove the public ACL or statement. Where it is really wanted, switch off `block_public_acls` or
# `block_public_policy` of this bucket alone.
# iaclint-groups: default, exposure
# iaclint-peers: kics:bf878b1a-7418-4de3-b13c-3a86cf894920
# iaclint-security: 4.0

locals {
  # Who is meant is narrowed by these keys of conditions; by others, such as `aws:SecureTransport`, it is not.
  narrowing = [
    "aws:principalaccount", "aws:principalarn", "aws:principalisawsservice", "aws:principalorgid",
    "aws:principalorgpaths", "aws:principalservicename", "aws:sourceaccount", "aws:sourcearn", "aws:sourceip",
    "aws:sourceorgid", "aws:sourceorgpaths", "aws:sourceowner", "aws:sourcevpc", "aws:sourcevpcarn",
    "aws:sourcevpce", "aws:userid", "aws:username", "aws:vpceaccount", "aws:vpceorgid", "aws:vpceorgpaths",
    "aws:vpcsourceip", "s3:dataaccesspointarn", "s3:dataaccesspointaccount"
  ]
  # Values that all the world has.
  of_everybody = ["*", "arn:*", "arn:aws:*", "arn:aws:iam::*", "arn:aws:iam::*:*", "0.0.0.0/0", "::/0"]
}

resource_policy "aws_s3_bucket_acl" "s3_public_access_refused" {
  enforcement_level = "mandatory"

  filter = core::try(core::contains(["public-read", "public-read-write", "authenticated-read"], attrs.acl), false)

  locals {
    blocks = core::getresources("aws_s3_bucket_public_access_block", { bucket = attrs.bucket })
  }

  enforce {
    condition     = !core::anytrue([for block in local.blocks : core::try(block.block_public_acls, false) == true])
    error_message = "The ACL is public, and the bucket's public access block refuses such an ACL"
  }
}

resource_policy "aws_s3_bucket" "s3_public_access_refused" {
  enforcement_level = "mandatory"

  filter = core::try(core::contains(["public-read", "public-read-write", "authenticated-read"], attrs.acl), false)

  locals {
    blocks = core::getresources("aws_s3_bucket_public_access_block", { bucket = attrs.id })
  }

  enforce {
    condition     = !core::anytrue([for block in local.blocks : core::try(block.block_public_acls, false) == true])
    error_message = "The ACL is public, and the bucket's public access block refuses such an ACL"
  }
}

resource_policy "aws_s3_bucket_policy" "s3_public_access_refused" {
  enforcement_level = "mandatory"

  locals {
    blocks     = core::getresources("aws_s3_bucket_public_access_block", { bucket = attrs.bucket })
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

  filter = local.public

  enforce {
    condition     = !core::anytrue([for block in local.blocks : core::try(block.block_public_policy, false) == true])
    error_message = "The policy is public, and the bucket's public access block refuses such a policy"
  }
}
