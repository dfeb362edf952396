# iaclint-id: ec2-ami-encrypted
# iaclint-summary: An image has a volume that is not encrypted.
# iaclint-why: Every instance that starts from it gets its volumes in plain text, unless each says otherwise.
# iaclint-fix: Set `encrypted = true` in each `ebs_block_device` that is not made from a snapshot, and in an
# aws_ami_copy; for the rest, encrypt the snapshots.
# iaclint-groups: encryption
# iaclint-peers: checkov:CKV_AWS_204, checkov:CKV_AWS_235, kics:8bbb242f-6e38-4127-86d4-d8f0b2687ae2
# iaclint-security: 4.0

resource_policy "aws_ami" "ec2_ami_encrypted" {
  enforcement_level = "advisory"

  locals {
    # The account may encrypt every new volume.
    by_account = core::anytrue([
      for one in core::getresources("aws_ebs_encryption_by_default", {}) : core::try(one.enabled, true) == true
    ])
    # One that is made from a snapshot is as the snapshot is.
    encrypted = [
      for one in core::try(attrs.ebs_block_device, []) :
      core::try(one.encrypted, null) == true || core::try(core::coalesce(one.snapshot_id, ""), "") != "" ||
      core::try(one.snapshot_id, null) != null &&
      core::length(core::getresources("aws_ebs_snapshot", { id = core::try(one.snapshot_id, null) })) > 0
    ]
  }

  enforce {
    condition     = core::alltrue(local.encrypted) || local.by_account
    error_message = "A volume of the image is not encrypted"
  }
}

resource_policy "aws_ami_copy" "ec2_ami_encrypted" {
  enforcement_level = "advisory"

  locals {
    # The account may encrypt every new volume.
    by_account = core::anytrue([
      for one in core::getresources("aws_ebs_encryption_by_default", {}) : core::try(one.enabled, true) == true
    ])
  }

  enforce {
    condition     = core::try(attrs.encrypted, false) == true || local.by_account
    error_message = "The copy of the image need not be encrypted"
  }
}
