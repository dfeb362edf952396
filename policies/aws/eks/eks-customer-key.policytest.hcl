policytest {
  targets = ["eks-customer-key.policy.hcl"]
}

resource "aws_kms_key" "eks" {
  skip  = true
  attrs = { arn = "arn:aws:kms:eu-central-1:111122223333:key/1234" }
}

resource "aws_eks_cluster" "own" {
  attrs = {
    encryption_config = [{ resources = ["secrets"], provider = [{ key_arn = aws_kms_key.eks.attrs.arn }] }]
  }
}

resource "aws_eks_cluster" "nothing" {
  expect_failure = true
  attrs = {
    encryption_config = [{ resources = [], provider = [{ key_arn = aws_kms_key.eks.attrs.arn }] }]
  }
}

resource "aws_eks_cluster" "no_key" {
  expect_failure = true
  attrs          = { encryption_config = [{ resources = ["secrets"], provider = [] }] }
}

resource "aws_eks_cluster" "unsaid" {
  expect_failure = true
  attrs          = { name = "shop" }
}

# iaclint-unknown: encryption_config
# iaclint-expect: undetermined
resource "aws_eks_cluster" "unknown" {
  skip  = true
  attrs = { name = "shop" }
}
