# iaclint-summary: A cluster of EKS keeps no audit log.
# iaclint-why: Nobody can say who read a secret or changed a workload of Kubernetes: CloudTrail records the calls of
# EKS, not those of the cluster's own API.
# iaclint-fix: Add `audit` to `enabled_cluster_log_types`.
# iaclint-controls: EKS.8
# iaclint-groups: logging, fsbp
# iaclint-peers: checkov:CKV_AWS_37, trivy:AWS-0038, kics:37304d3f-f852-40b8-ae3f-725e87a7cedf,
# kics:66f130d9-b81d-4e8e-9b08-da74b9c891df
# iaclint-security: 4.0
resource_policy "aws_eks_cluster" "audit_log" {
  enforcement_level = "advisory"

  enforce {
    condition     = core::try(core::contains(attrs.enabled_cluster_log_types, "audit"), false)
    error_message = "The cluster keeps no audit log"
  }
}
