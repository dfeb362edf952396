policytest {
  targets = ["eks-audit-log.policy.hcl"]
}

resource "aws_eks_cluster" "audited" {
  attrs = { enabled_cluster_log_types = ["api", "audit"] }
}

resource "aws_eks_cluster" "another_log" {
  expect_failure = true
  attrs          = { enabled_cluster_log_types = ["api"] }
}

resource "aws_eks_cluster" "none" {
  expect_failure = true
  attrs          = { enabled_cluster_log_types = [] }
}

resource "aws_eks_cluster" "unsaid" {
  expect_failure = true
  attrs          = { name = "shop" }
}

# iaclint-unknown: enabled_cluster_log_types
# iaclint-expect: undetermined
resource "aws_eks_cluster" "unknown" {
  skip  = true
  attrs = { name = "shop" }
}
