policytest {
  targets = ["route53-record-health.policy.hcl"]
}

resource "aws_route53_record" "only_one" {
  attrs = { alias = [{ name = "web", evaluate_target_health = false }] }
}

resource "aws_route53_record" "evaluated" {
  attrs = { set_identifier = "a", alias = [{ name = "web", evaluate_target_health = true }] }
}

resource "aws_route53_record" "checked" {
  attrs = { set_identifier = "a", records = ["192.0.2.1"], health_check_id = "check" }
}

resource "aws_route53_record" "last_resort" {
  attrs = { set_identifier = "b", records = ["192.0.2.1"], failover_routing_policy = [{ type = "SECONDARY" }] }
}

resource "aws_route53_record" "cloudfront" {
  attrs = { set_identifier = "a", alias = [{ name = "d1.cloudfront.net", evaluate_target_health = false }] }
}

resource "aws_route53_record" "blind_alias" {
  expect_failure = true
  attrs          = { set_identifier = "a", alias = [{ name = "web", evaluate_target_health = false }] }
}

resource "aws_route53_record" "blind" {
  expect_failure = true
  attrs          = { set_identifier = "a", records = ["192.0.2.1"], weighted_routing_policy = [{ weight = 1 }] }
}

# iaclint-unknown: health_check_id
# iaclint-expect: undetermined
resource "aws_route53_record" "unknown" {
  skip  = true
  attrs = { set_identifier = "a", records = ["192.0.2.1"] }
}
