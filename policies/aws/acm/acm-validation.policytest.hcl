policytest {
  targets = ["acm-validation.policy.hcl"]
}

resource "aws_acm_certificate" "waited_for" {
  attrs = { arn = "arn:1" }
}

resource "aws_acm_certificate_validation" "waited_for" {
  skip  = true
  attrs = { certificate_arn = aws_acm_certificate.waited_for.attrs.arn }
}

resource "aws_lb_listener" "waited_for" {
  skip  = true
  attrs = { certificate_arn = aws_acm_certificate.waited_for.attrs.arn }
}

resource "aws_acm_certificate" "no_listener" {
  attrs = { arn = "arn:2" }
}

resource "aws_acm_certificate" "imported" {
  attrs = { arn = "arn:3", certificate_body = "…" }
}

resource "aws_lb_listener" "imported" {
  skip  = true
  attrs = { certificate_arn = aws_acm_certificate.imported.attrs.arn }
}

resource "aws_acm_certificate" "at_once" {
  expect_failure = true
  attrs          = { arn = "arn:4" }
}

resource "aws_lb_listener" "at_once" {
  skip  = true
  attrs = { certificate_arn = aws_acm_certificate.at_once.attrs.arn }
}

resource "aws_acm_certificate" "old_name" {
  expect_failure = true
  attrs          = { arn = "arn:5" }
}

resource "aws_alb_listener" "old_name" {
  skip  = true
  attrs = { certificate_arn = aws_acm_certificate.old_name.attrs.arn }
}

# iaclint-unknown: certificate_body
# iaclint-expect: undetermined
resource "aws_acm_certificate" "unknown" {
  skip  = true
  attrs = { arn = "arn:4" }
}
