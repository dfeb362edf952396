policytest {
  targets = ["networkfirewall-logging.policy.hcl"]
}

# iaclint-expect: undetermined
resource "aws_networkfirewall_firewall" "unknown" {
  skip  = true
  attrs = { arn = "arn:aws:network-firewall:us-east-1:111122223333:firewall/a" }
}

# iaclint-unknown: firewall_arn
resource "aws_networkfirewall_logging_configuration" "of_some_firewall" {
  skip  = true
  attrs = { firewall_arn = "" }
}
