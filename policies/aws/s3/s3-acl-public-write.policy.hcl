# iaclint-id: s3-acl-public-write
# iaclint-summary: The ACL of a bucket lets everybody write to it or change its ACL.
# iaclint-why: Anybody overwrites and deletes objects, or stores there what the account then pays for and answers for;
# who may change the ACL gives themselves all the rest.
# iaclint-fix: Remove the ACL, and give the right to put objects to the roles that need it.
# iaclint-controls: S3.3
# iaclint-groups: default, exposure, fsbp
# iaclint-peers: checkov:CKV_AWS_20, checkov:CKV_AWS_57, checkov:CKV_AWS_375, trivy:AWS-0092, trivy:AWS-0161,
# kics:38c5ee0d-7f22-4260-ab72-5073048df100, kics:64a222aa-7793-4e40-915f-4b302c76e4d4,
# kics:bd0088a5-c133-4b20-b129-ec9968b16ef3
# iaclint-security: 9.0

resource_policy "aws_s3_bucket_acl" "s3_acl_public_write" {
  enforcement_level = "mandatory"

  locals {
    blocks = core::getresources("aws_s3_bucket_public_access_block", { bucket = attrs.bucket })
    grants = core::flatten([
      for policy in core::try(attrs.access_control_policy, []) : [
        for grant in core::try(policy.grant, []) : core::try(grant.permission, null)
        if core::anytrue([
          for grantee in core::try(grant.grantee, []) :
          core::try(core::regex_match(grantee.uri, "/(AllUsers|AuthenticatedUsers)$"), false)
        ])
      ]
    ])
  }

  # Then the ACL is without effect.
  filter = !core::anytrue([for block in local.blocks : core::try(block.ignore_public_acls, false) == true])

  enforce {
    condition = !core::try(core::contains(["public-read-write"], attrs.acl), false) && !core::anytrue([
      for permission in local.grants : core::contains(["WRITE", "WRITE_ACP", "FULL_CONTROL"], permission)
    ])
    error_message = "The ACL lets everybody write"
  }
}

resource_policy "aws_s3_bucket" "s3_acl_public_write" {
  enforcement_level = "mandatory"

  locals {
    blocks = core::getresources("aws_s3_bucket_public_access_block", { bucket = attrs.id })
    grants = core::flatten([
      for grant in core::try(attrs.grant, []) : [
        for permission in core::try(grant.permissions, []) : permission
      ] if core::try(core::regex_match(grant.uri, "/(AllUsers|AuthenticatedUsers)$"), false)
    ])
  }

  # Then the ACL is without effect.
  filter = !core::anytrue([for block in local.blocks : core::try(block.ignore_public_acls, false) == true])

  enforce {
    condition = !core::try(core::contains(["public-read-write"], attrs.acl), false) && !core::anytrue([
      for permission in local.grants : core::contains(["WRITE", "WRITE_ACP", "FULL_CONTROL"], permission)
    ])
    error_message = "The ACL lets everybody write"
  }
}
