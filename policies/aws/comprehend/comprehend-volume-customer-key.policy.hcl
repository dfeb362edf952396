# iaclint-id: comprehend-volume-customer-key
# iaclint-summary: The disks of a training of Comprehend are encrypted with a key of AWS.
# iaclint-why: The documents of the training lie on them meanwhile. Under a key of AWS no key policy says who may read
# them.
# iaclint-fix: Set `volume_kms_key_id` to an aws_kms_key that the role of the training may use.
# iaclint-groups: customer-keys
# iaclint-peers: checkov:CKV_AWS_268
# iaclint-security: 2.0

resource_policy "aws_comprehend_entity_recognizer" "comprehend_volume_customer_key" {
  enforcement_level = "advisory"

  locals {
    key = core::try(attrs.volume_kms_key_id, null)
  }

  enforce {
    # It may be the ARN of a key or its id.
    condition = (
      local.key != null &&
      (local.key != "" || core::length(core::getresources("aws_kms_key", { key_id = local.key })) > 0)
    )
    error_message = "The disks of the training are encrypted with a key of AWS"
  }
}

resource_policy "aws_comprehend_document_classifier" "comprehend_volume_customer_key" {
  enforcement_level = "advisory"

  locals {
    key = core::try(attrs.volume_kms_key_id, null)
  }

  enforce {
    # It may be the ARN of a key or its id.
    condition = (
      local.key != null &&
      (local.key != "" || core::length(core::getresources("aws_kms_key", { key_id = local.key })) > 0)
    )
    error_message = "The disks of the training are encrypted with a key of AWS"
  }
}
