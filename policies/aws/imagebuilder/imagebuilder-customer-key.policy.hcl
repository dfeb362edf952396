# iaclint-id: imagebuilder-customer-key
# iaclint-summary: What Image Builder makes is not encrypted with a key of one's own.
# iaclint-why: Components hold scripts, images what was installed. Under a key of AWS no key policy says who may read
# them, the key cannot be withdrawn, and an image cannot be given to another account.
# iaclint-fix: Set `kms_key_id` of the component, of each `ami_distribution_configuration`, and of each `ebs` block,
# there with `encrypted = true`.
# iaclint-groups: customer-keys
# iaclint-peers: checkov:CKV_AWS_180, checkov:CKV_AWS_199, checkov:CKV_AWS_200
# iaclint-security: 2.0

resource_policy "aws_imagebuilder_component" "imagebuilder_customer_key" {
  enforcement_level = "advisory"

  enforce {
    condition     = core::try(attrs.kms_key_id, null) != null && core::try(attrs.kms_key_id, null) != ""
    error_message = "The component is encrypted with a key of AWS"
  }
}

resource_policy "aws_imagebuilder_distribution_configuration" "imagebuilder_customer_key" {
  enforcement_level = "advisory"

  locals {
    images = core::flatten([
      for one in core::try(attrs.distribution, []) : core::try(one.ami_distribution_configuration, [])
    ])
  }

  enforce {
    condition = core::alltrue([
      for one in local.images : core::try(one.kms_key_id, null) != null && core::try(one.kms_key_id, null) != ""
    ])
    error_message = "Images are given out without encryption with a key of your own"
  }
}

resource_policy "aws_imagebuilder_image_recipe" "imagebuilder_customer_key" {
  enforcement_level = "advisory"

  locals {
    disks = core::flatten([for one in core::try(attrs.block_device_mapping, []) : core::try(one.ebs, [])])
  }

  enforce {
    condition = core::alltrue([
      for one in local.disks :
      core::try(core::tostring(one.encrypted), "") == "true" && core::try(one.kms_key_id, null) != null &&
      core::try(one.kms_key_id, null) != ""
    ])
    error_message = "A disk of the image is not encrypted with a key of your own"
  }
}
