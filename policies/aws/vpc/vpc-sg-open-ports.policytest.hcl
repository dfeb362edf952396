policytest {
  targets = ["vpc-sg-open-ports.policy.hcl"]
}

resource "aws_security_group" "web" {
  attrs = {
    ingress = [{ from_port = 443, to_port = 443, protocol = "tcp", cidr_blocks = ["0.0.0.0/0"], ipv6_cidr_blocks = ["::/0"] }]
  }
}

resource "aws_security_group" "inside" {
  attrs = {
    ingress = [{ from_port = 8080, to_port = 8080, protocol = "tcp", cidr_blocks = ["10.0.0.0/8"] }]
  }
}

resource "aws_security_group" "none" {
  attrs = { ingress = [] }
}

# The rule net-sg-open-admin tells it.
resource "aws_security_group" "everything" {
  attrs = {
    ingress = [
      { from_port = 0, to_port = 0, protocol = "-1", cidr_blocks = ["0.0.0.0/0"] },
      { from_port = 22, to_port = 22, protocol = "tcp", cidr_blocks = ["0.0.0.0/0"] },
    ]
  }
}

resource "aws_security_group" "debugger" {
  expect_failure = true
  attrs = {
    ingress = [
      { from_port = 443, to_port = 443, protocol = "tcp", cidr_blocks = ["0.0.0.0/0"] },
      { from_port = 8080, to_port = 8080, protocol = "TCP", cidr_blocks = ["10.0.0.0/8", "0.0.0.0/0"] },
    ]
  }
}

resource "aws_security_group" "six" {
  expect_failure = true
  attrs = {
    ingress = [{ from_port = 8080, to_port = 8080, protocol = "6", ipv6_cidr_blocks = ["::/0"] }]
  }
}

resource "aws_security_group" "range" {
  expect_failure = true
  attrs = {
    ingress = [{ from_port = 80, to_port = 443, protocol = "tcp", cidr_blocks = ["0.0.0.0/0"] }]
  }
}

# iaclint-unknown: ingress[0].cidr_blocks
# iaclint-expect: undetermined
resource "aws_security_group" "unknown" {
  skip = true
  attrs = {
    ingress = [{ from_port = 8080, to_port = 8080, protocol = "tcp", cidr_blocks = [] }]
  }
}

# iaclint-unknown: ingress[0].cidr_blocks
resource "aws_security_group" "whoever" {
  attrs = {
    ingress = [{ from_port = 443, to_port = 443, protocol = "tcp", cidr_blocks = [] }]
  }
}

resource "aws_security_group_rule" "out" {
  attrs = { type = "egress", from_port = 8080, to_port = 8080, protocol = "tcp", cidr_blocks = ["0.0.0.0/0"] }
}

resource "aws_security_group_rule" "group" {
  attrs = { type = "ingress", from_port = 8080, to_port = 8080, protocol = "tcp", source_security_group_id = "sg-1" }
}

resource "aws_security_group_rule" "debugger" {
  expect_failure = true
  attrs          = { type = "ingress", from_port = 8080, to_port = 8080, protocol = "tcp", cidr_blocks = ["0.0.0.0/0"] }
}

resource "aws_security_group_rule" "half" {
  expect_failure = true
  attrs          = { type = "ingress", from_port = 53, to_port = 53, protocol = "udp", cidr_blocks = ["128.0.0.0/1"] }
}

resource "aws_vpc_security_group_ingress_rule" "web" {
  attrs = { from_port = 80, to_port = 80, ip_protocol = "tcp", cidr_ipv4 = "0.0.0.0/0" }
}

resource "aws_vpc_security_group_ingress_rule" "group" {
  attrs = { from_port = 8080, to_port = 8080, ip_protocol = "tcp", referenced_security_group_id = "sg-1" }
}

# The rule net-sg-open-admin tells it.
resource "aws_vpc_security_group_ingress_rule" "everything" {
  attrs = { ip_protocol = "-1", cidr_ipv4 = "0.0.0.0/0", from_port = null, to_port = null }
}

resource "aws_vpc_security_group_ingress_rule" "debugger" {
  expect_failure = true
  attrs          = { from_port = 8080, to_port = 8080, ip_protocol = "tcp", cidr_ipv6 = "::/0" }
}

# iaclint-unknown: cidr_ipv4
# iaclint-expect: undetermined
resource "aws_vpc_security_group_ingress_rule" "unknown" {
  skip  = true
  attrs = { from_port = 8080, to_port = 8080, ip_protocol = "tcp" }
}
