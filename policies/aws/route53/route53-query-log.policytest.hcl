policytest {
  targets = ["route53-query-log.policy.hcl"]
}

resource "aws_route53_zone" "logged" {
  attrs = { zone_id = "Z1" }
}

resource "aws_route53_query_log" "logged" {
  skip  = true
  attrs = { zone_id = aws_route53_zone.logged.attrs.zone_id, cloudwatch_log_group_arn = "arn:log" }
}

resource "aws_route53_zone" "private" {
  attrs = { zone_id = "Z2", vpc = [{ vpc_id = "vpc-1" }] }
}

resource "aws_route53_zone" "silent" {
  expect_failure = true
  attrs          = { zone_id = "Z3" }
}

# iaclint-unknown: vpc
# iaclint-expect: undetermined
resource "aws_route53_zone" "unknown" {
  skip  = true
  attrs = { zone_id = "Z4" }
}
