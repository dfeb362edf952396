policytest {
  targets = ["eks-version-retired.policy.hcl"]
}

resource "aws_eks_cluster" "unsaid" {
  attrs = { name = "shop" }
}

resource "aws_eks_cluster" "current" {
  attrs = { version = "1.36" }
}

resource "aws_eks_cluster" "oldest" {
  attrs = { version = "1.35" }
}

resource "aws_eks_cluster" "later" {
  attrs = { version = "1.40" }
}

resource "aws_eks_cluster" "extended" {
  expect_failure = true
  attrs          = { version = "1.34" }
}

resource "aws_eks_cluster" "old" {
  expect_failure = true
  attrs          = { version = "1.21" }
}

# Clusters on Outposts have a calendar of their own.
resource "aws_eks_cluster" "on_an_outpost" {
  attrs = {
    version        = "1.32"
    outpost_config = [{ control_plane_instance_type = "m5.large" }]
  }
}

# iaclint-unknown: version
# iaclint-expect: undetermined
resource "aws_eks_cluster" "unknown" {
  skip  = true
  attrs = { name = "shop" }
}
