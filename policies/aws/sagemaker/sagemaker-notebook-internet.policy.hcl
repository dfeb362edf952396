# iaclint-id: sagemaker-notebook-internet
# iaclint-summary: A notebook of SageMaker reaches the internet past one's own network.
# iaclint-why: Whoever works there, and every package that is installed, sends data wherever it likes; no firewall,
# route or flow log of one's own sees it.
# iaclint-fix: Set `direct_internet_access = "Disabled"`, with `subnet_id` and `security_groups`. What the notebook
# needs it then gets through endpoints or a NAT gateway of the VPC.
# iaclint-controls: SageMaker.1
# iaclint-groups: exposure, fsbp
# iaclint-peers: checkov:CKV_AWS_122, kics:f3g4h5i6-j7k8-9lmn-0opq-12345abcdefg
# iaclint-security: 5.0

resource_policy "aws_sagemaker_notebook_instance" "sagemaker_notebook_internet" {
  enforcement_level = "advisory"

  enforce {
    condition     = core::try(attrs.direct_internet_access, "Enabled") == "Disabled"
    error_message = "The notebook reaches the internet past your network"
  }
}
