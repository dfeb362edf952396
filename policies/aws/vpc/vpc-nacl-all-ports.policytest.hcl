policytest {
  targets = ["vpc-nacl-all-ports.policy.hcl"]
}

resource "aws_network_acl" "web" {
  attrs = {
    ingress = [
      { rule_no = 100, action = "allow", protocol = "tcp", from_port = 443, to_port = 443, cidr_block = "0.0.0.0/0" },
      { rule_no = 110, action = "allow", protocol = "tcp", from_port = 1024, to_port = 65535, cidr_block = "0.0.0.0/0" },
    ]
  }
}

resource "aws_network_acl" "inside" {
  attrs = {
    ingress = [{ rule_no = 100, action = "allow", protocol = "-1", from_port = 0, to_port = 0, cidr_block = "10.0.0.0/16" }]
  }
}

resource "aws_network_acl" "open" {
  expect_failure = true
  attrs = {
    ingress = [{ rule_no = 100, action = "allow", protocol = "-1", from_port = 0, to_port = 0, cidr_block = "0.0.0.0/0" }]
  }
}

# iaclint-unknown: ingress[0].protocol
# iaclint-expect: undetermined
resource "aws_network_acl" "unknown" {
  skip = true
  attrs = {
    ingress = [{ rule_no = 100, action = "allow", protocol = "", from_port = 0, to_port = 0, cidr_block = "0.0.0.0/0" }]
  }
}

resource "aws_network_acl_rule" "denied" {
  attrs = { rule_action = "deny", protocol = "-1", cidr_block = "0.0.0.0/0" }
}

resource "aws_network_acl_rule" "out" {
  attrs = { rule_action = "allow", egress = true, protocol = "-1", cidr_block = "0.0.0.0/0" }
}

resource "aws_network_acl_rule" "open" {
  expect_failure = true
  attrs          = { rule_action = "allow", egress = false, protocol = "-1", cidr_block = "0.0.0.0/0" }
}

resource "aws_network_acl_rule" "all_of_tcp" {
  expect_failure = true
  attrs          = { rule_action = "allow", protocol = "tcp", from_port = 0, to_port = 65535, ipv6_cidr_block = "::/0" }
}
