# iaclint-id: s3-acl-authenticated-users
# iaclint-summary: The ACL of a bucket lets everybody with an AWS account list it or read its ACL.
# iaclint-why: `AuthenticatedUsers` are not the users of one's own account but of every account in the world, and an
# account costs nothing.
# iaclint-fix: Remove the ACL, and name the accounts or roles in an aws_s3_bucket_policy.
# iaclint-controls: S3.2
# iaclint-groups: default, exposure, fsbp
# iaclint-peers: checkov:CKV2_AWS_43, checkov:CKV_AWS_20, trivy:AWS-0092,
# kics:57b9893d-33b1-4419-bcea-a717ea87e139, kics:d4e5f6g7-h8i9-0jkl-1234-mn567opq8901
# iaclint-security: 8.0

resource_policy "aws_s3_bucket_acl" "s3_acl_authenticated_users" {
  enforcement_level = "mandatory"

  locals {
    blocks = core::getresources("aws_s3_bucket_public_access_block", { bucket = attrs.bucket })
    grants = core::flatten([
      for policy in core::try(attrs.access_control_policy, []) : [
        for grant in core::try(policy.grant, []) : core::try(grant.permission, null)
        if core::anytrue([
          for grantee in core::try(grant.grantee, []) :
          core::try(core::endswith(grantee.uri, "/AuthenticatedUsers"), false)
        ])
      ]
    ])
  }

  # Then the ACL is without effect.
  filter = !core::anytrue([for block in local.blocks : core::try(block.ignore_public_acls, false) == true])

  enforce {
    condition = !core::try(core::contains(["authenticated-read"], attrs.acl), false) && !core::anytrue([
      for permission in local.grants : core::contains(["READ", "READ_ACP"], permission)
    ])
    error_message = "The ACL lets everybody with any AWS account read"
  }
}

resource_policy "aws_s3_bucket" "s3_acl_authenticated_users" {
  enforcement_level = "mandatory"

  locals {
    blocks = core::getresources("aws_s3_bucket_public_access_block", { bucket = attrs.id })
    grants = core::flatten([
      for grant in core::try(attrs.grant, []) : [
        for permission in core::try(grant.permissions, []) : permission
      ] if core::try(core::endswith(grant.uri, "/AuthenticatedUsers"), false)
    ])
  }

  # Then the ACL is without effect.
  filter = !core::anytrue([for block in local.blocks : core::try(block.ignore_public_acls, false) == true])

  enforce {
    condition = !core::try(core::contains(["authenticated-read"], attrs.acl), false) && !core::anytrue([
      for permission in local.grants : core::contains(["READ", "READ_ACP"], permission)
    ])
    error_message = "The ACL lets everybody with any AWS account read"
  }
}
