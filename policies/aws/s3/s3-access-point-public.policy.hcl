# iaclint-id: s3-access-point-public
# iaclint-summary: An access point does not block public access.
# iaclint-why: AWS blocks it unless told otherwise, and once the access point is made the setting cannot be changed; a
# policy that is too wide then lets everybody in past the other checks.
# iaclint-fix: Remove the settings that are false; all four are on by default.
# iaclint-controls: S3.19, S3.24
# iaclint-groups: default, exposure, fsbp
# iaclint-peers: checkov:CKV_AWS_392
# iaclint-security: 7.0

resource_policy "aws_s3_access_point" "s3_access_point_public" {
  enforcement_level = "mandatory_overridable"

  locals {
    blocks = core::flatten([core::try(attrs.public_access_block_configuration, [])])
    off = core::anytrue(core::flatten([
      for block in local.blocks : [
        core::try(block.block_public_acls, true) == false,
        core::try(block.block_public_policy, true) == false,
        core::try(block.ignore_public_acls, true) == false,
        core::try(block.restrict_public_buckets, true) == false,
      ]
    ]))
  }

  enforce {
    condition     = !local.off
    error_message = "The access point leaves some of its blocks of public access off"
  }
}

resource_policy "aws_s3control_multi_region_access_point" "s3_access_point_public" {
  enforcement_level = "mandatory_overridable"

  locals {
    blocks = core::flatten([core::try(attrs.details[*].public_access_block, [])])
    off = core::anytrue(core::flatten([
      for block in local.blocks : [
        core::try(block.block_public_acls, true) == false,
        core::try(block.block_public_policy, true) == false,
        core::try(block.ignore_public_acls, true) == false,
        core::try(block.restrict_public_buckets, true) == false,
      ]
    ]))
  }

  enforce {
    condition     = !local.off
    error_message = "The access point leaves some of its blocks of public access off"
  }
}
