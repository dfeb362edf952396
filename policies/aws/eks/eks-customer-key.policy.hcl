# iaclint-summary: The secrets of a cluster of EKS are not encrypted with a key of one's own.
# iaclint-why: EKS encrypts what Kubernetes stores with a key of AWS. It cannot be withdrawn, and nobody sees who uses
# it.
# iaclint-fix: Add an `encryption_config` with `resources = ["secrets"]` and a `provider` with the ARN of an
# aws_kms_key. It cannot be removed again, and the key must not be deleted.
# iaclint-controls: EKS.3
# iaclint-groups: customer-keys, fsbp
# iaclint-peers: checkov:CKV_AWS_58, trivy:AWS-0039, kics:63ebcb19-2739-4d3f-aa5c-e8bbb9b85281
# iaclint-security: 3.0
resource_policy "aws_eks_cluster" "customer_key" {
  enforcement_level = "advisory"

  locals {
    encrypted = [
      for one in core::try(attrs.encryption_config, []) :
      core::try(core::contains(one.resources, "secrets"), false) && core::length(core::try(one.provider, [])) > 0
    ]
  }

  enforce {
    condition     = core::anytrue(local.encrypted)
    error_message = "The secrets of the cluster are not encrypted with a key of your own"
  }
}
