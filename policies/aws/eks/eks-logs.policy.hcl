# iaclint-summary: A cluster of EKS keeps only some of the logs of its control plane.
# iaclint-why: Why a pod was not scheduled, or who was let in by which role, is in a log that is not kept.
# iaclint-fix: Set `enabled_cluster_log_types` to `api`, `audit`, `authenticator`, `controllerManager` and `scheduler`.
# CloudWatch charges for what is logged.
# iaclint-groups: logging
# iaclint-peers: checkov:CKV_AWS_37, trivy:AWS-0038, kics:66f130d9-b81d-4e8e-9b08-da74b9c891df
# iaclint-security: 2.0
resource_policy "aws_eks_cluster" "logs" {
  enforcement_level = "advisory"

  # Those without an audit log: eks-audit-log.
  filter = core::try(core::contains(attrs.enabled_cluster_log_types, "audit"), false)

  locals {
    missing = [
      for one in ["api", "authenticator", "controllerManager", "scheduler"] : one
      if !core::try(core::contains(attrs.enabled_cluster_log_types, one), false)
    ]
  }

  enforce {
    condition     = core::length(local.missing) == 0
    error_message = "The cluster does not keep these logs: ${core::join(", ", local.missing)}"
  }
}
