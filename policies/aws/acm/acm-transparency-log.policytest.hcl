policytest {
  targets = ["acm-transparency-log.policy.hcl"]
}

resource "aws_acm_certificate" "logged" {
  attrs = { options = [{ certificate_transparency_logging_preference = "ENABLED" }] }
}

resource "aws_acm_certificate" "unsaid" {
  attrs = { domain_name = "example.com", options = [] }
}

resource "aws_acm_certificate" "own_authority" {
  attrs = {
    certificate_authority_arn = "arn:ca"
    options                   = [{ certificate_transparency_logging_preference = "DISABLED" }]
  }
}

resource "aws_acm_certificate" "kept_out" {
  expect_failure = true
  attrs          = { options = [{ certificate_transparency_logging_preference = "DISABLED" }] }
}

# iaclint-unknown: options[0].certificate_transparency_logging_preference
# iaclint-expect: undetermined
resource "aws_acm_certificate" "unknown" {
  skip  = true
  attrs = { options = [{ certificate_transparency_logging_preference = "" }] }
}
