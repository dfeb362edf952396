# iaclint-summary: The whole internet reaches the API of a cluster of EKS.
# iaclint-why: Anybody can try stolen credentials on it, and the next hole in Kubernetes itself. Without a list EKS
# lets everybody in.
# iaclint-fix: Set `public_access_cidrs` in `vpc_config` to the addresses of your offices and builds, or
# `endpoint_public_access = false`.
# iaclint-groups: exposure
# iaclint-peers: checkov:CKV_AWS_38, trivy:AWS-0041, kics:61cf9883-1752-4768-b18c-0d57f2737709
# iaclint-security: 6.0
resource_policy "aws_eks_cluster" "public_cidrs" {
  enforcement_level = "mandatory_overridable"

  filter = core::try(attrs.vpc_config[0].endpoint_public_access, true) != false

  locals {
    is_listed = core::try(core::length(attrs.vpc_config[0].public_access_cidrs) > 0, false)
    is_open = (
      core::try(core::contains(attrs.vpc_config[0].public_access_cidrs, "0.0.0.0/0"), false) ||
      core::try(core::contains(attrs.vpc_config[0].public_access_cidrs, "::/0"), false)
    )
  }

  enforce {
    condition     = local.is_listed && !local.is_open
    error_message = "The whole internet reaches the API of the cluster"
  }
}
