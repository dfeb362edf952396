policytest {
  targets = ["route53-record-empty.policy.hcl"]
}

resource "aws_route53_record" "plain" {
  attrs = { type = "A", records = ["192.0.2.1"], alias = [] }
}

resource "aws_route53_record" "alias" {
  attrs = { type = "A", records = null, alias = [{ name = "web.example.com" }] }
}

resource "aws_route53_record" "neither" {
  expect_failure = true
  attrs          = { type = "A", records = null, alias = [] }
}

resource "aws_route53_record" "no_values" {
  expect_failure = true
  attrs          = { type = "A", records = [] }
}

# iaclint-unknown: records
# iaclint-expect: undetermined
resource "aws_route53_record" "unknown" {
  skip  = true
  attrs = { type = "A", alias = [] }
}
