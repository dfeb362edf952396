# iaclint-id: s3-acl-public-read
# iaclint-summary: The ACL of a bucket lets everybody on the internet list it or read its ACL.
# iaclint-why: Anybody lists the names of all objects without signing in, and finds what to fetch; scanners try the
# names of buckets all day.
# iaclint-fix: Remove the ACL. Serve public files through CloudFront with an origin access control.
# iaclint-controls: S3.2
# iaclint-groups: default, exposure, fsbp
# iaclint-peers: checkov:CKV_AWS_20, checkov:CKV_AWS_375, trivy:AWS-0092, trivy:AWS-0161,
# kics:38c5ee0d-7f22-4260-ab72-5073048df100, kics:bd0088a5-c133-4b20-b129-ec9968b16ef3
# iaclint-security: 8.0

resource_policy "aws_s3_bucket_acl" "s3_acl_public_read" {
  enforcement_level = "mandatory_overridable"

  locals {
    blocks = core::getresources("aws_s3_bucket_public_access_block", { bucket = attrs.bucket })
    grants = core::flatten([
      for policy in core::try(attrs.access_control_policy, []) : [
        for grant in core::try(policy.grant, []) : core::try(grant.permission, null)
        if core::anytrue([
          for grantee in core::try(grant.grantee, []) :
          core::try(core::endswith(grantee.uri, "/AllUsers"), false)
        ])
      ]
    ])
  }

  # Then the ACL is without effect.
  filter = !core::anytrue([for block in local.blocks : core::try(block.ignore_public_acls, false) == true])

  enforce {
    condition = !core::try(core::contains(["public-read"], attrs.acl), false) && !core::anytrue([
      for permission in local.grants : core::contains(["READ", "READ_ACP"], permission)
    ])
    error_message = "The ACL lets everybody on the internet read"
  }
}

resource_policy "aws_s3_bucket" "s3_acl_public_read" {
  enforcement_level = "mandatory_overridable"

  locals {
    blocks = core::getresources("aws_s3_bucket_public_access_block", { bucket = attrs.id })
    grants = core::flatten([
      for grant in core::try(attrs.grant, []) : [
        for permission in core::try(grant.permissions, []) : permission
      ] if core::try(core::endswith(grant.uri, "/AllUsers"), false)
    ])
  }

  # Then the ACL is without effect.
  filter = !core::anytrue([for block in local.blocks : core::try(block.ignore_public_acls, false) == true])

  enforce {
    condition = !core::try(core::contains(["public-read"], attrs.acl), false) && !core::anytrue([
      for permission in local.grants : core::contains(["READ", "READ_ACP"], permission)
    ])
    error_message = "The ACL lets everybody on the internet read"
  }
}
