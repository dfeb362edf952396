policytest {
  targets = ["vpc-nacl-unused.policy.hcl"]
}

resource "aws_network_acl" "with_subnets" {
  attrs = { id = "acl-1", subnet_ids = ["subnet-1"] }
}

resource "aws_network_acl" "associated" {
  attrs = { id = "acl-2", subnet_ids = [] }
}

resource "aws_network_acl_association" "associated" {
  skip  = true
  attrs = { network_acl_id = aws_network_acl.associated.attrs.id, subnet_id = "subnet-2" }
}

resource "aws_network_acl" "unused" {
  expect_failure = true
  attrs          = { id = "acl-3", subnet_ids = [] }
}

resource "aws_network_acl" "unsaid" {
  expect_failure = true
  attrs          = { id = "acl-4" }
}

# iaclint-unknown: subnet_ids
# iaclint-expect: undetermined
resource "aws_network_acl" "unknown" {
  skip  = true
  attrs = { id = "acl-5" }
}
