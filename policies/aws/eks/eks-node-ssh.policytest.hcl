policytest {
  targets = ["eks-node-ssh.policy.hcl"]
}

resource "aws_eks_node_group" "none" {
  attrs = { node_group_name = "shop" }
}

# Without a key nobody can sign in, and EKS opens nothing.
resource "aws_eks_node_group" "no_key" {
  attrs = { remote_access = [{ source_security_group_ids = [] }] }
}

resource "aws_eks_node_group" "narrow" {
  attrs = { remote_access = [{ ec2_ssh_key = "ops", source_security_group_ids = ["sg-1"] }] }
}

resource "aws_eks_node_group" "unsaid" {
  expect_failure = true
  attrs          = { remote_access = [{ ec2_ssh_key = "ops" }] }
}

resource "aws_eks_node_group" "empty" {
  expect_failure = true
  attrs          = { remote_access = [{ ec2_ssh_key = "ops", source_security_group_ids = [] }] }
}

# The provider passes over an empty text.
resource "aws_eks_node_group" "empty_key" {
  attrs = { remote_access = [{ ec2_ssh_key = "" }] }
}

resource "aws_key_pair" "ops" {
  skip  = true
  attrs = { id = "ops" }
}

resource "aws_eks_node_group" "key_by_reference" {
  expect_failure = true
  attrs          = { remote_access = [{ ec2_ssh_key = aws_key_pair.ops.attrs.id }] }
}

# iaclint-unknown: remote_access[0].ec2_ssh_key
# iaclint-expect: undetermined
resource "aws_eks_node_group" "unknown_key" {
  skip  = true
  attrs = { remote_access = [{ source_security_group_ids = [] }] }
}

# iaclint-unknown: remote_access[0].source_security_group_ids
# iaclint-expect: undetermined
resource "aws_eks_node_group" "unknown" {
  skip  = true
  attrs = { remote_access = [{ ec2_ssh_key = "ops" }] }
}
