policytest {
  targets = ["acm-wildcard.policy.hcl"]
}

resource "aws_acm_certificate" "names" {
  attrs = { domain_name = "example.com", subject_alternative_names = ["www.example.com"] }
}

resource "aws_acm_certificate" "imported" {
  attrs = { domain_name = null, certificate_body = "…" }
}

resource "aws_acm_certificate" "wildcard" {
  expect_failure = true
  attrs          = { domain_name = "*.example.com" }
}

resource "aws_acm_certificate" "further_name" {
  expect_failure = true
  attrs          = { domain_name = "example.com", subject_alternative_names = ["*.example.com"] }
}

# iaclint-unknown: domain_name
# iaclint-expect: undetermined
resource "aws_acm_certificate" "unknown" {
  skip  = true
  attrs = { subject_alternative_names = [] }
}
