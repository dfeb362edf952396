# iaclint-id: sagemaker-notebook-customer-key
# iaclint-summary: The disk of a notebook or a domain of SageMaker is encrypted with a key of AWS.
# iaclint-why: Data and code of everybody who works there lie on it. The policy of a key of AWS cannot be changed: one
# cannot say who may decrypt them, nor withdraw the key.
# iaclint-fix: Set `kms_key_id` to an aws_kms_key. A notebook or domain that exists is replaced by that.
# iaclint-groups: customer-keys
# iaclint-peers: checkov:CKV_AWS_22, checkov:CKV_AWS_187, kics:f3674e0c-f6be-43fa-b71c-bf346d1aed99
# iaclint-security: 2.0

resource_policy "aws_sagemaker_notebook_instance" "sagemaker_notebook_customer_key" {
  enforcement_level = "advisory"

  locals {
    key = core::try(attrs.kms_key_id, null)
  }

  enforce {
    # It may be the ARN of a key or its id.
    condition = (
      local.key != null &&
      (local.key != "" || core::length(core::getresources("aws_kms_key", { key_id = local.key })) > 0)
    )
    error_message = "The disk of the notebook is encrypted with a key of AWS"
  }
}

resource_policy "aws_sagemaker_domain" "sagemaker_notebook_customer_key" {
  enforcement_level = "advisory"

  locals {
    key = core::try(attrs.kms_key_id, null)
  }

  enforce {
    # It may be the ARN of a key or its id.
    condition = (
      local.key != null &&
      (local.key != "" || core::length(core::getresources("aws_kms_key", { key_id = local.key })) > 0)
    )
    error_message = "The disks of the domain are encrypted with a key of AWS"
  }
}
