# iaclint-id: sagemaker-model-isolation
# iaclint-summary: The containers of a model of SageMaker may reach the network.
# iaclint-why: A model is code of others as often as not: it can send on what it is asked about, and load what it
# likes.
# iaclint-fix: Set `enable_network_isolation = true`. SageMaker still loads the model and hands requests in; only
# models that call other services by themselves cannot do without.
# iaclint-controls: SageMaker.5
# iaclint-groups: exposure, fsbp
# iaclint-peers: checkov:CKV_AWS_370
# iaclint-security: 4.0

resource_policy "aws_sagemaker_model" "sagemaker_model_isolation" {
  enforcement_level = "advisory"

  enforce {
    condition     = core::try(attrs.enable_network_isolation, false) == true
    error_message = "Containers of the model may reach the network"
  }
}
