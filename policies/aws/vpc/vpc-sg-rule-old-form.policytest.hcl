policytest {
  targets = ["vpc-sg-rule-old-form.policy.hcl"]
}

resource "aws_security_group_rule" "old" {
  expect_failure = true
  attrs          = { type = "ingress", from_port = 443, to_port = 443, protocol = "tcp" }
}
