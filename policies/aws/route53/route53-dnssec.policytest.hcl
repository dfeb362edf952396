policytest {
  targets = ["route53-dnssec.policy.hcl"]
}

resource "aws_route53_zone" "signed" {
  attrs = { zone_id = "Z1" }
}

resource "aws_route53_hosted_zone_dnssec" "signed" {
  skip  = true
  attrs = { hosted_zone_id = aws_route53_zone.signed.attrs.zone_id }
}

resource "aws_route53_zone" "with_key" {
  attrs = { zone_id = "Z6" }
}

resource "aws_route53_key_signing_key" "with_key" {
  skip  = true
  attrs = { hosted_zone_id = aws_route53_zone.with_key.attrs.zone_id }
}

resource "aws_route53_zone" "private" {
  attrs = { zone_id = "Z2", vpc = [{ vpc_id = "vpc-1" }] }
}

resource "aws_route53_zone" "stopped" {
  expect_failure = true
  attrs          = { zone_id = "Z3" }
}

resource "aws_route53_hosted_zone_dnssec" "stopped" {
  skip  = true
  attrs = { hosted_zone_id = aws_route53_zone.stopped.attrs.zone_id, signing_status = "NOT_SIGNING" }
}

resource "aws_route53_zone" "unsigned" {
  expect_failure = true
  attrs          = { zone_id = "Z4", vpc = [] }
}

# iaclint-unknown: vpc
# iaclint-expect: undetermined
resource "aws_route53_zone" "unknown" {
  skip  = true
  attrs = { zone_id = "Z5" }
}
