policytest {
  targets = ["networkfirewall-logging.policy.hcl"]
}

resource "aws_networkfirewall_firewall" "logs" {
  attrs = { arn = "arn:aws:network-firewall:us-east-1:111122223333:firewall/a" }
}

resource "aws_networkfirewall_logging_configuration" "a" {
  skip  = true
  attrs = { firewall_arn = aws_networkfirewall_firewall.logs.attrs.arn }
}

resource "aws_networkfirewall_firewall" "silent" {
  expect_failure = true
  attrs          = { arn = "arn:aws:network-firewall:us-east-1:111122223333:firewall/b" }
}
