policytest {
  targets = ["networkfirewall-deletion-protection.policy.hcl"]
}

resource "aws_networkfirewall_firewall" "on" {
  attrs = { delete_protection = true }
}

resource "aws_networkfirewall_firewall" "off" {
  expect_failure = true
  attrs          = { delete_protection = false }
}

resource "aws_networkfirewall_firewall" "unsaid" {
  expect_failure = true
  attrs          = { name = "edge" }
}

# iaclint-unknown: delete_protection
# iaclint-expect: undetermined
resource "aws_networkfirewall_firewall" "unknown" {
  skip  = true
  attrs = { name = "edge" }
}
