policytest {
  targets = ["acm-key-size.policy.hcl"]
}

resource "aws_acm_certificate" "curve" {
  attrs = { domain_name = "example.com", key_algorithm = "EC_prime256v1" }
}

resource "aws_acm_certificate" "unsaid" {
  attrs = { domain_name = "example.com" }
}

resource "aws_acm_certificate" "short" {
  expect_failure = true
  attrs          = { domain_name = "example.com", key_algorithm = "RSA_1024" }
}

# iaclint-unknown: key_algorithm
# iaclint-expect: undetermined
resource "aws_acm_certificate" "unknown" {
  skip  = true
  attrs = { domain_name = "example.com" }
}
