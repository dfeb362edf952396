policytest {
  targets = ["vpc-nacl-open-admin.policy.hcl"]
}

resource "aws_network_acl" "web" {
  attrs = {
    ingress = [{ rule_no = 100, action = "allow", protocol = "tcp", from_port = 443, to_port = 443, cidr_block = "0.0.0.0/0" }]
  }
}

resource "aws_network_acl" "inside" {
  attrs = {
    ingress = [{ rule_no = 100, action = "allow", protocol = "tcp", from_port = 3389, to_port = 3389, cidr_block = "10.0.0.0/8" }]
  }
}

resource "aws_network_acl" "denied_first" {
  attrs = {
    ingress = [
      { rule_no = 200, action = "allow", protocol = "-1", from_port = 0, to_port = 0, cidr_block = "0.0.0.0/0" },
      { rule_no = 100, action = "deny", protocol = "tcp", from_port = 3389, to_port = 3389, cidr_block = "0.0.0.0/0" },
      { rule_no = 110, action = "deny", protocol = "6", from_port = 22, to_port = 22, cidr_block = "0.0.0.0/0" },
    ]
  }
}

resource "aws_network_acl" "denied_too_late" {
  expect_failure = true
  attrs = {
    ingress = [
      { rule_no = 100, action = "allow", protocol = "tcp", from_port = 3389, to_port = 3389, cidr_block = "0.0.0.0/0" },
      { rule_no = 200, action = "deny", protocol = "tcp", from_port = 3389, to_port = 3389, cidr_block = "0.0.0.0/0" },
    ]
  }
}

resource "aws_network_acl" "other_family" {
  expect_failure = true
  attrs = {
    ingress = [
      { rule_no = 100, action = "deny", protocol = "-1", from_port = 0, to_port = 0, cidr_block = "0.0.0.0/0" },
      { rule_no = 200, action = "allow", protocol = "-1", from_port = 0, to_port = 0, ipv6_cidr_block = "::/0" },
    ]
  }
}

resource "aws_network_acl" "rules_apart" {
  attrs = { id = "acl-1", ingress = [] }
}

# iaclint-unknown: ingress[0].cidr_block
# iaclint-expect: undetermined
resource "aws_network_acl" "unknown" {
  skip = true
  attrs = {
    ingress = [{ rule_no = 100, action = "allow", protocol = "tcp", from_port = 3389, to_port = 3389, cidr_block = "" }]
  }
}

resource "aws_network_acl_rule" "out" {
  attrs = {
    network_acl_id = "acl-1", rule_number = 100, egress = true, rule_action = "allow", protocol = "tcp", from_port = 3389,
    to_port        = 3389, cidr_block = "0.0.0.0/0"
  }
}

resource "aws_network_acl_rule" "denied" {
  attrs = {
    network_acl_id = "acl-1", rule_number = 100, egress = false, rule_action = "deny", protocol = "tcp", from_port = 22,
    to_port        = 3389, cidr_block = "0.0.0.0/0"
  }
}

resource "aws_network_acl_rule" "denied_first" {
  attrs = {
    network_acl_id = "acl-1", rule_number = 200, egress = false, rule_action = "allow", protocol = "tcp", from_port = 3389,
    to_port        = 3389, cidr_block = "0.0.0.0/0"
  }
}

resource "aws_network_acl_rule" "open" {
  expect_failure = true
  attrs = {
    network_acl_id = "acl-2", rule_number = 100, rule_action = "allow", protocol = "tcp", from_port = 3389, to_port = 3389,
    cidr_block     = "0.0.0.0/0"
  }
}

resource "aws_network_acl_rule" "open_to_ipv6" {
  expect_failure = true
  attrs = {
    network_acl_id  = "acl-1", rule_number = 300, egress = false, rule_action = "ALLOW", protocol = "all",
    ipv6_cidr_block = "::/0"
  }
}

# iaclint-unknown: cidr_block
# iaclint-expect: undetermined
resource "aws_network_acl_rule" "unknown" {
  skip  = true
  attrs = { network_acl_id = "acl-2", rule_number = 110, rule_action = "allow", protocol = "tcp", from_port = 3389, to_port = 3389 }
}
