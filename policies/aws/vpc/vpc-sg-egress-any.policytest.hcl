policytest {
  targets = ["vpc-sg-egress-any.policy.hcl"]
}

resource "aws_security_group" "narrow" {
  attrs = {
    egress = [{ from_port = 443, to_port = 443, protocol = "tcp", cidr_blocks = ["0.0.0.0/0"] }]
  }
}

resource "aws_security_group" "none" {
  attrs = { egress = [] }
}

resource "aws_security_group" "inside" {
  attrs = {
    egress = [{ from_port = 0, to_port = 0, protocol = "-1", cidr_blocks = ["10.0.0.0/8"] }]
  }
}

resource "aws_security_group" "everything" {
  expect_failure = true
  attrs = {
    egress = [{ from_port = 0, to_port = 0, protocol = "-1", cidr_blocks = ["0.0.0.0/0"] }]
  }
}

# iaclint-unknown: egress[0].protocol
# iaclint-expect: undetermined
resource "aws_security_group" "unknown" {
  skip = true
  attrs = {
    egress = [{ from_port = 0, to_port = 0, protocol = "", cidr_blocks = ["0.0.0.0/0"] }]
  }
}

resource "aws_security_group_rule" "in" {
  attrs = { type = "ingress", from_port = 0, to_port = 0, protocol = "-1", cidr_blocks = ["0.0.0.0/0"] }
}

resource "aws_security_group_rule" "all_ports" {
  expect_failure = true
  attrs          = { type = "egress", from_port = 0, to_port = 65535, protocol = "tcp", ipv6_cidr_blocks = ["::/0"] }
}

resource "aws_vpc_security_group_egress_rule" "narrow" {
  attrs = { from_port = 443, to_port = 443, ip_protocol = "tcp", cidr_ipv4 = "0.0.0.0/0" }
}

resource "aws_vpc_security_group_egress_rule" "everything" {
  expect_failure = true
  attrs          = { ip_protocol = "-1", cidr_ipv4 = "0.0.0.0/0" }
}
