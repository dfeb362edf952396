policytest {
  targets = ["vpc-sg-http.policy.hcl"]
}

resource "aws_security_group" "https" {
  attrs = {
    ingress = [{ from_port = 443, to_port = 443, protocol = "tcp", cidr_blocks = ["0.0.0.0/0"] }]
  }
}

resource "aws_security_group" "inside" {
  attrs = {
    ingress = [{ from_port = 80, to_port = 80, protocol = "tcp", cidr_blocks = ["10.0.0.0/8"] }]
  }
}

resource "aws_security_group" "http" {
  expect_failure = true
  attrs = {
    ingress = [{ from_port = 80, to_port = 80, protocol = "tcp", cidr_blocks = ["0.0.0.0/0"] }]
  }
}

# iaclint-unknown: ingress[0].cidr_blocks
# iaclint-expect: undetermined
resource "aws_security_group" "unknown" {
  skip = true
  attrs = {
    ingress = [{ from_port = 80, to_port = 80, protocol = "tcp", cidr_blocks = [] }]
  }
}

resource "aws_security_group_rule" "out" {
  attrs = { type = "egress", from_port = 80, to_port = 80, protocol = "tcp", cidr_blocks = ["0.0.0.0/0"] }
}

resource "aws_security_group_rule" "among_others" {
  expect_failure = true
  attrs          = { type = "ingress", from_port = 1, to_port = 1024, protocol = "tcp", ipv6_cidr_blocks = ["::/0"] }
}

resource "aws_vpc_security_group_ingress_rule" "all_ports" {
  expect_failure = true
  attrs          = { from_port = null, to_port = null, ip_protocol = "-1", cidr_ipv4 = "0.0.0.0/0" }
}

resource "aws_vpc_security_group_ingress_rule" "udp" {
  attrs = { from_port = 80, to_port = 80, ip_protocol = "udp", cidr_ipv4 = "0.0.0.0/0" }
}

resource "aws_vpc_security_group_ingress_rule" "http" {
  expect_failure = true
  attrs          = { from_port = 80, to_port = 80, ip_protocol = "tcp", cidr_ipv4 = "0.0.0.0/0" }
}
