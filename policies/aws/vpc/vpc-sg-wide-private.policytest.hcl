policytest {
  targets = ["vpc-sg-wide-private.policy.hcl"]
}

resource "aws_security_group" "subnets" {
  attrs = {
    ingress = [{ from_port = 5432, to_port = 5432, protocol = "tcp", cidr_blocks = ["10.0.1.0/24"] }]
  }
}

resource "aws_security_group" "web" {
  attrs = {
    ingress = [{ from_port = 443, to_port = 443, protocol = "tcp", cidr_blocks = ["10.0.0.0/8"] }]
  }
}

resource "aws_security_group" "wide" {
  expect_failure = true
  attrs = {
    ingress = [{ from_port = 5432, to_port = 5432, protocol = "tcp", cidr_blocks = ["10.0.0.0/8"] }]
  }
}

# iaclint-unknown: ingress[0].from_port
# iaclint-expect: undetermined
resource "aws_security_group" "unknown" {
  skip = true
  attrs = {
    ingress = [{ from_port = 0, to_port = 5432, protocol = "tcp", cidr_blocks = ["10.0.0.0/8"] }]
  }
}

resource "aws_security_group_rule" "everything" {
  expect_failure = true
  attrs          = { type = "ingress", from_port = 0, to_port = 0, protocol = "-1", cidr_blocks = ["172.16.0.0/12"] }
}

resource "aws_security_group_rule" "group" {
  attrs = { type = "ingress", from_port = 22, to_port = 22, protocol = "tcp", source_security_group_id = "sg-1" }
}

resource "aws_vpc_security_group_ingress_rule" "wide" {
  expect_failure = true
  attrs          = { from_port = 22, to_port = 22, ip_protocol = "tcp", cidr_ipv4 = "192.168.0.0/16" }
}

resource "aws_vpc_security_group_ingress_rule" "narrow" {
  attrs = { from_port = 22, to_port = 22, ip_protocol = "tcp", cidr_ipv4 = "192.168.1.0/24" }
}

resource "aws_security_group" "shares" {
  expect_failure = true
  attrs = {
    ingress = [{ from_port = 137, to_port = 138, protocol = "udp", cidr_blocks = ["10.0.0.0/8"] }]
  }
}

resource "aws_security_group" "names" {
  attrs = {
    ingress = [{ from_port = 53, to_port = 53, protocol = "udp", cidr_blocks = ["10.0.0.0/8"] }]
  }
}

resource "aws_security_group_rule" "shares" {
  expect_failure = true
  attrs          = { type = "ingress", from_port = 445, to_port = 445, protocol = "tcp", cidr_blocks = ["172.16.0.0/12"] }
}

resource "aws_vpc_security_group_ingress_rule" "snmp" {
  expect_failure = true
  attrs          = { from_port = 161, to_port = 161, ip_protocol = "udp", cidr_ipv4 = "192.168.0.0/16" }
}
