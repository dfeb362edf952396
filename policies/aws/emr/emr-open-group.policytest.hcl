policytest {
  targets = ["emr-open-group.policy.hcl"]
}

resource "aws_security_group" "narrow" {
  skip  = true
  attrs = { id = "sg-1", ingress = [{ cidr_blocks = ["10.0.0.0/8"] }] }
}

resource "aws_security_group" "open" {
  skip  = true
  attrs = { id = "sg-2", ingress = [{ cidr_blocks = ["0.0.0.0/0"] }] }
}

resource "aws_security_group" "open_apart" {
  skip  = true
  attrs = { id = "sg-3" }
}

resource "aws_vpc_security_group_ingress_rule" "open_apart" {
  skip  = true
  attrs = { security_group_id = aws_security_group.open_apart.attrs.id, cidr_ipv6 = "::/0" }
}

resource "aws_security_group" "open_by_old_rule" {
  skip  = true
  attrs = { id = "sg-4" }
}

resource "aws_security_group_rule" "open_by_old_rule" {
  skip = true
  attrs = {
    security_group_id = aws_security_group.open_by_old_rule.attrs.id
    type              = "ingress"
    cidr_blocks       = ["0.0.0.0/0"]
  }
}

resource "aws_security_group_rule" "out" {
  skip = true
  attrs = {
    security_group_id = aws_security_group.narrow.attrs.id
    type              = "egress"
    cidr_blocks       = ["0.0.0.0/0"]
  }
}

# EMR makes groups of its own, which are not open.
resource "aws_emr_cluster" "unsaid" {
  attrs = { name = "spark" }
}

resource "aws_emr_cluster" "narrow" {
  attrs = {
    ec2_attributes = [{
      emr_managed_master_security_group = aws_security_group.narrow.attrs.id
      emr_managed_slave_security_group  = aws_security_group.narrow.attrs.id
    }]
  }
}

resource "aws_emr_cluster" "open" {
  expect_failure = true
  attrs = {
    ec2_attributes = [{ emr_managed_master_security_group = aws_security_group.open.attrs.id }]
  }
}

resource "aws_emr_cluster" "open_apart" {
  expect_failure = true
  attrs = {
    ec2_attributes = [{ emr_managed_slave_security_group = aws_security_group.open_apart.attrs.id }]
  }
}

resource "aws_emr_cluster" "open_by_old_rule" {
  expect_failure = true
  attrs = {
    ec2_attributes = [{ additional_master_security_groups = "sg-1,${aws_security_group.open_by_old_rule.attrs.id}" }]
  }
}

# iaclint-unknown: ec2_attributes
# iaclint-expect: undetermined
resource "aws_emr_cluster" "unknown" {
  skip  = true
  attrs = { name = "spark" }
}
