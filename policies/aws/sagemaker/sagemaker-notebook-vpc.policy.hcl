# iaclint-id: sagemaker-notebook-vpc
# iaclint-summary: A notebook of SageMaker is in no VPC of one's own.
# iaclint-why: It then runs in a network of SageMaker: no security group, route or flow log of one's own says what it
# reaches.
# iaclint-fix: Set `subnet_id` to a private subnet, and `security_groups`. A notebook that exists is replaced by that.
# iaclint-controls: SageMaker.2
# iaclint-groups: exposure, fsbp
# iaclint-peers: checkov:CKV_AWS_306
# iaclint-security: 4.0

resource_policy "aws_sagemaker_notebook_instance" "sagemaker_notebook_vpc" {
  enforcement_level = "advisory"

  enforce {
    condition     = core::try(attrs.subnet_id, null) != null
    error_message = "The notebook is in no VPC of your own"
  }
}
