policytest {
  targets = ["eks-logs.policy.hcl"]
}

resource "aws_eks_cluster" "all" {
  attrs = { enabled_cluster_log_types = ["scheduler", "controllerManager", "authenticator", "audit", "api"] }
}

resource "aws_eks_cluster" "some" {
  expect_failure = true
  attrs          = { enabled_cluster_log_types = ["api", "audit"] }
}

# eks-audit-log tells of it.
resource "aws_eks_cluster" "none" {
  attrs = { enabled_cluster_log_types = [] }
}

resource "aws_eks_cluster" "unsaid" {
  attrs = { name = "shop" }
}

# iaclint-unknown: enabled_cluster_log_types
# iaclint-expect: undetermined
resource "aws_eks_cluster" "unknown" {
  skip  = true
  attrs = { name = "shop" }
}
