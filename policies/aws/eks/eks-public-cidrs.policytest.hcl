policytest {
  targets = ["eks-public-cidrs.policy.hcl"]
}

resource "aws_eks_cluster" "private" {
  attrs = { vpc_config = [{ endpoint_public_access = false }] }
}

resource "aws_eks_cluster" "private_with_list" {
  attrs = { vpc_config = [{ endpoint_public_access = false, public_access_cidrs = ["0.0.0.0/0"] }] }
}

resource "aws_eks_cluster" "office" {
  attrs = { vpc_config = [{ endpoint_public_access = true, public_access_cidrs = ["203.0.113.0/24"] }] }
}

resource "aws_eks_cluster" "office_unsaid" {
  attrs = { vpc_config = [{ public_access_cidrs = ["203.0.113.0/24"] }] }
}

resource "aws_eks_cluster" "open" {
  expect_failure = true
  attrs          = { vpc_config = [{ public_access_cidrs = ["203.0.113.0/24", "0.0.0.0/0"] }] }
}

resource "aws_eks_cluster" "open_v6" {
  expect_failure = true
  attrs          = { vpc_config = [{ public_access_cidrs = ["203.0.113.0/24", "::/0"] }] }
}

resource "aws_eks_cluster" "empty" {
  expect_failure = true
  attrs          = { vpc_config = [{ public_access_cidrs = [] }] }
}

resource "aws_eks_cluster" "unsaid" {
  expect_failure = true
  attrs          = { vpc_config = [{ endpoint_public_access = true }] }
}

# iaclint-unknown: vpc_config[0].public_access_cidrs
# iaclint-expect: undetermined
resource "aws_eks_cluster" "unknown" {
  skip  = true
  attrs = { vpc_config = [{ endpoint_public_access = true }] }
}
