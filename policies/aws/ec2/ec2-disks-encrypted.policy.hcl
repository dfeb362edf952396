# iaclint-id: ec2-disks-encrypted
# iaclint-summary: A volume of an instance is not encrypted.
# iaclint-why: What the instance writes lies in plain text on the disk and in its snapshots, and it cannot be switched
# on later. A volume of which nothing is said is as its image is, and public images are not encrypted.
# iaclint-fix: Set `encrypted = true` in `root_block_device` and each `ebs_block_device`, or in the `ebs` block of
# each `block_device_mappings`, or have the account encrypt every new volume with an aws_ebs_encryption_by_default.
# iaclint-controls: EC2.3
# iaclint-groups: encryption, fsbp
# iaclint-peers: checkov:CKV_AWS_8, kics:4de9de27-254e-424f-bd70-4c1e95790838, trivy:AWS-0008, trivy:AWS-0131
# iaclint-security: 5.0

resource_policy "aws_instance" "ec2_disks_encrypted" {
  enforcement_level = "advisory"

  # What its launch template says holds where it says nothing itself.
  filter = (
    core::length(core::try(attrs.launch_template, [])) == 0 ||
    core::length(core::try(attrs.root_block_device, [])) + core::length(core::try(attrs.ebs_block_device, [])) > 0
  )

  locals {
    # The account may encrypt every new volume.
    by_account = core::anytrue([
      for one in core::getresources("aws_ebs_encryption_by_default", {}) : core::try(one.enabled, true) == true
    ])
    # A root volume of which nothing is said is as the image is, which is known of one that is copied.
    copies   = core::getresources("aws_ami_copy", { id = core::try(attrs.ami, null) })
    by_image = core::anytrue([for one in local.copies : core::try(one.encrypted, false) == true])
    root  = [for one in core::try(attrs.root_block_device, []) : core::try(one.encrypted, null) == true]
    # One that is made from a snapshot is as the snapshot is.
    other = [
      for one in core::try(attrs.ebs_block_device, []) :
      core::try(one.encrypted, null) == true || core::try(core::coalesce(one.snapshot_id, ""), "") != "" ||
      core::try(one.snapshot_id, null) != null &&
      core::length(core::getresources("aws_ebs_snapshot", { id = core::try(one.snapshot_id, null) })) > 0
    ]
  }

  enforce {
    condition     = core::anytrue(local.root) || local.by_image || local.by_account
    error_message = "Nothing has the root volume encrypted"
  }

  enforce {
    condition     = core::alltrue(local.other) || local.by_account
    error_message = "A volume is not encrypted"
  }
}

resource_policy "aws_launch_configuration" "ec2_disks_encrypted" {
  enforcement_level = "advisory"

  locals {
    # The account may encrypt every new volume.
    by_account = core::anytrue([
      for one in core::getresources("aws_ebs_encryption_by_default", {}) : core::try(one.enabled, true) == true
    ])
    # A root volume of which nothing is said is as the image is, which is known of one that is copied.
    copies   = core::getresources("aws_ami_copy", { id = core::try(attrs.image_id, null) })
    by_image = core::anytrue([for one in local.copies : core::try(one.encrypted, false) == true])
    root  = [for one in core::try(attrs.root_block_device, []) : core::try(one.encrypted, null) == true]
    # One that is made from a snapshot is as the snapshot is.
    other = [
      for one in core::try(attrs.ebs_block_device, []) :
      core::try(one.encrypted, null) == true || core::try(core::coalesce(one.snapshot_id, ""), "") != "" ||
      core::try(one.snapshot_id, null) != null &&
      core::length(core::getresources("aws_ebs_snapshot", { id = core::try(one.snapshot_id, null) })) > 0
    ]
  }

  enforce {
    condition     = core::anytrue(local.root) || local.by_image || local.by_account
    error_message = "Nothing has the root volume encrypted"
  }

  enforce {
    condition     = core::alltrue(local.other) || local.by_account
    error_message = "A volume is not encrypted"
  }
}

resource_policy "aws_launch_template" "ec2_disks_encrypted" {
  enforcement_level = "advisory"

  locals {
    # The account may encrypt every new volume.
    by_account = core::anytrue([
      for one in core::getresources("aws_ebs_encryption_by_default", {}) : core::try(one.enabled, true) == true
    ])
    # A root volume of which nothing is said is as the image is, which is known of one that is copied.
    copies   = core::getresources("aws_ami_copy", { id = core::try(attrs.image_id, null) })
    by_image = core::anytrue([for one in local.copies : core::try(one.encrypted, false) == true])
    disks = core::flatten([for one in core::try(attrs.block_device_mappings, []) : core::try(one.ebs, [])])
    encrypted = [
      for one in local.disks :
      core::try(core::tostring(one.encrypted) == "true", false) ||
      core::try(core::coalesce(one.snapshot_id, ""), "") != "" ||
      core::try(one.snapshot_id, null) != null &&
      core::length(core::getresources("aws_ebs_snapshot", { id = core::try(one.snapshot_id, null) })) > 0
    ]
  }

  enforce {
    condition     = core::length(local.disks) > 0 || local.by_image || local.by_account
    error_message = "Nothing has the root volume encrypted"
  }

  enforce {
    condition     = core::alltrue(local.encrypted) || local.by_account
    error_message = "A volume is not encrypted"
  }
}
