policytest {
  targets = ["vpc-sg-protocol.policy.hcl"]
}

resource "aws_security_group" "known" {
  attrs = {
    ingress = [{ protocol = "tcp" }, { protocol = "ICMP" }, { protocol = "50" }]
    egress  = [{ protocol = "-1" }]
  }
}

resource "aws_security_group" "http" {
  expect_failure = true
  attrs          = { ingress = [{ protocol = "http" }], egress = [] }
}

# iaclint-unknown: ingress[0].protocol
# iaclint-expect: undetermined
resource "aws_security_group" "unknown" {
  skip  = true
  attrs = { ingress = [{ protocol = "" }] }
}

resource "aws_security_group_rule" "known" {
  attrs = { type = "ingress", protocol = "UDP" }
}

resource "aws_security_group_rule" "https" {
  expect_failure = true
  attrs          = { type = "ingress", protocol = "https" }
}

resource "aws_vpc_security_group_ingress_rule" "number" {
  attrs = { ip_protocol = "6" }
}

resource "aws_vpc_security_group_egress_rule" "ssh" {
  expect_failure = true
  attrs          = { ip_protocol = "ssh" }
}
