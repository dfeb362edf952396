policytest {
  targets = ["vpc-sg-inline-rules.policy.hcl"]
}

resource "aws_security_group" "apart" {
  attrs = { ingress = [], egress = [] }
}

resource "aws_security_group" "unsaid" {
  attrs = { name = "web" }
}

resource "aws_security_group" "ingress" {
  expect_failure = true
  attrs          = { ingress = [{ from_port = 443 }], egress = [] }
}

resource "aws_security_group" "egress" {
  expect_failure = true
  attrs          = { egress = [{ from_port = 443 }] }
}

# iaclint-unknown: egress
# iaclint-expect: undetermined
resource "aws_security_group" "unknown" {
  skip  = true
  attrs = { ingress = [] }
}
