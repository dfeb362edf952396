policytest {
  targets = ["waf-logging.policy.hcl"]
}

resource "aws_wafv2_web_acl" "logged" {
  attrs = { arn = "arn:1" }
}

resource "aws_wafv2_web_acl_logging_configuration" "logged" {
  skip  = true
  attrs = { resource_arn = aws_wafv2_web_acl.logged.attrs.arn, log_destination_configs = ["arn:log"] }
}

resource "aws_wafv2_web_acl" "silent" {
  expect_failure = true
  attrs          = { arn = "arn:2" }
}

# iaclint-unknown: arn
# iaclint-expect: undetermined
resource "aws_wafv2_web_acl" "unknown" {
  skip  = true
  attrs = { name = "web" }
}
