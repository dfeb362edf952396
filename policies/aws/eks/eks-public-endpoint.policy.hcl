# iaclint-summary: The API of a cluster of EKS has a public address.
# iaclint-why: Everybody whom its list of addresses lets in can try stolen credentials on it, and the next hole in
# Kubernetes itself.
# iaclint-fix: Set `endpoint_private_access = true` and `endpoint_public_access = false` in `vpc_config`, and reach the
# cluster from the VPC, such as by a VPN or a build in it.
# iaclint-controls: EKS.1
# iaclint-groups: exposure, fsbp
# iaclint-peers: checkov:CKV_AWS_39, trivy:AWS-0040, kics:42f4b905-3736-4213-bfe9-c0660518cda8
# iaclint-security: 5.0
resource_policy "aws_eks_cluster" "public_endpoint" {
  enforcement_level = "advisory"

  enforce {
    condition     = core::try(attrs.vpc_config[0].endpoint_public_access, true) == false
    error_message = "The API of the cluster has a public address"
  }
}
