policytest {
  targets = ["eks-public-endpoint.policy.hcl"]
}

resource "aws_eks_cluster" "private" {
  attrs = { vpc_config = [{ endpoint_public_access = false }] }
}

resource "aws_eks_cluster" "public" {
  expect_failure = true
  attrs          = { vpc_config = [{ endpoint_public_access = true }] }
}

# It is public unless one says otherwise, also for the addresses that are let in.
resource "aws_eks_cluster" "unsaid" {
  expect_failure = true
  attrs          = { vpc_config = [{ public_access_cidrs = ["203.0.113.0/24"] }] }
}

# iaclint-unknown: vpc_config[0].endpoint_public_access
# iaclint-expect: undetermined
resource "aws_eks_cluster" "unknown" {
  skip  = true
  attrs = { vpc_config = [{ endpoint_public_access = true }] }
}
