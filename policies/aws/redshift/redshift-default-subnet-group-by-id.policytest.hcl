policytest {
  targets = ["redshift-default-subnet-group.policy.hcl"]
}

# iaclint-unknown: id
resource "aws_redshift_subnet_group" "own" {
  skip  = true
  attrs = { id = "own", name = "private" }
}

resource "aws_redshift_cluster" "by_id" {
  attrs = { cluster_subnet_group_name = aws_redshift_subnet_group.own.attrs.id }
}
