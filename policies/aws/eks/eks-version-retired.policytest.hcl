policytest {
  targets = ["eks-version-retired.policy.hcl"]
}

resource "aws_eks_cluster" "unsaid" {
  attrs = { name = "shop" }
}

resource "aws_eks_cluster" "current" {
  attrs = { version = "1.35" }
}

resource "aws_eks_cluster" "oldest" {
  attrs = { version = "1.34" }
}

resource "aws_eks_cluster" "later" {
  attrs = { version = "1.40" }
}

resource "aws_eks_cluster" "extended" {
  expect_failure = true
  attrs          = { version = "1.33" }
}

resource "aws_eks_cluster" "old" {
  expect_failure = true
  attrs          = { version = "1.21" }
}

# iaclint-unknown: version
# iaclint-expect: undetermined
resource "aws_eks_cluster" "unknown" {
  skip  = true
  attrs = { name = "shop" }
}
