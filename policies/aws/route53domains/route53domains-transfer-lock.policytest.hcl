policytest {
  targets = ["route53domains-transfer-lock.policy.hcl"]
}

resource "aws_route53domains_registered_domain" "locked" {
  attrs = { transfer_lock = true }
}

resource "aws_route53domains_registered_domain" "unsaid" {
  attrs = { domain_name = "example.com" }
}

resource "aws_route53domains_registered_domain" "open" {
  expect_failure = true
  attrs          = { transfer_lock = false }
}

# iaclint-unknown: transfer_lock
# iaclint-expect: undetermined
resource "aws_route53domains_registered_domain" "unknown" {
  skip  = true
  attrs = { domain_name = "example.com" }
}

resource "aws_route53domains_domain" "open" {
  expect_failure = true
  attrs          = { transfer_lock = false }
}

resource "aws_route53domains_domain" "unsaid" {
  attrs = { domain_name = "example.com" }
}
