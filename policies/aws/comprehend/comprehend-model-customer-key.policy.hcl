# iaclint-id: comprehend-model-customer-key
# iaclint-summary: A trained model of Comprehend is encrypted with a key of AWS.
# iaclint-why: A model shows what it was trained with. Under a key of AWS no key policy says who may read it, and the
# key cannot be withdrawn.
# iaclint-fix: Set `model_kms_key_id` to an aws_kms_key that the role of the training may use.
# iaclint-groups: customer-keys
# iaclint-peers: checkov:CKV_AWS_267
# iaclint-security: 2.0

resource_policy "aws_comprehend_entity_recognizer" "comprehend_model_customer_key" {
  enforcement_level = "advisory"

  locals {
    key = core::try(attrs.model_kms_key_id, null)
  }

  enforce {
    # It may be the ARN of a key or its id.
    condition = (
      local.key != null &&
      (local.key != "" || core::length(core::getresources("aws_kms_key", { key_id = local.key })) > 0)
    )
    error_message = "The model is encrypted with a key of AWS"
  }
}

resource_policy "aws_comprehend_document_classifier" "comprehend_model_customer_key" {
  enforcement_level = "advisory"

  locals {
    key = core::try(attrs.model_kms_key_id, null)
  }

  enforce {
    # It may be the ARN of a key or its id.
    condition = (
      local.key != null &&
      (local.key != "" || core::length(core::getresources("aws_kms_key", { key_id = local.key })) > 0)
    )
    error_message = "The model is encrypted with a key of AWS"
  }
}
