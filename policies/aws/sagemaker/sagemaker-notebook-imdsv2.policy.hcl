# iaclint-id: sagemaker-notebook-imdsv2
# iaclint-summary: Nothing demands a token of whoever asks the metadata service of a notebook of SageMaker.
# iaclint-why: One hole that lets somebody make the notebook fetch an address of theirs is then enough to read the
# keys of its role.
# iaclint-fix: Add `instance_metadata_service_configuration` with `minimum_instance_metadata_service_version = "2"`.
# iaclint-groups: identity
# iaclint-peers: checkov:CKV_AWS_371
# iaclint-security: 5.0

resource_policy "aws_sagemaker_notebook_instance" "sagemaker_notebook_imdsv2" {
  enforcement_level = "advisory"

  locals {
    options = core::try(attrs.instance_metadata_service_configuration, [])
  }

  enforce {
    condition     = core::try(local.options[0].minimum_instance_metadata_service_version, "1") == "2"
    error_message = "Nothing demands a token of whoever asks the notebook's metadata service"
  }
}
