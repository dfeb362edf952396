policytest {
  targets = ["vpc-sg-rule-description.policy.hcl"]
}

resource "aws_security_group" "described" {
  attrs = {
    ingress = [{ from_port = 443, description = "Customers" }]
    egress  = [{ from_port = 5432, description = "The database" }]
  }
}

resource "aws_security_group" "no_rules" {
  attrs = { ingress = [], egress = [] }
}

resource "aws_security_group" "unsaid" {
  expect_failure = true
  attrs = {
    ingress = [{ from_port = 443, description = "Customers" }]
    egress  = [{ from_port = 0, description = "" }]
  }
}

resource "aws_security_group_rule" "described" {
  attrs = { type = "ingress", description = "Customers" }
}

resource "aws_security_group_rule" "unsaid" {
  expect_failure = true
  attrs          = { type = "ingress" }
}

# iaclint-unknown: description
# iaclint-expect: undetermined
resource "aws_security_group_rule" "unknown" {
  skip  = true
  attrs = { type = "ingress" }
}

resource "aws_vpc_security_group_ingress_rule" "described" {
  attrs = { ip_protocol = "tcp", description = "Customers" }
}

resource "aws_vpc_security_group_ingress_rule" "unsaid" {
  expect_failure = true
  attrs          = { ip_protocol = "tcp" }
}

resource "aws_vpc_security_group_egress_rule" "null" {
  expect_failure = true
  attrs          = { ip_protocol = "tcp", description = null }
}
