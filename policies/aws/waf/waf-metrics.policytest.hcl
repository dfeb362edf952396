policytest {
  targets = ["waf-metrics.policy.hcl"]
}

resource "aws_wafv2_web_acl" "counted" {
  attrs = { rule = [{ visibility_config = [{ cloudwatch_metrics_enabled = true }] }] }
}

resource "aws_wafv2_web_acl" "no_rules" {
  attrs = { rule = [] }
}

resource "aws_wafv2_web_acl" "one_not" {
  expect_failure = true
  attrs = {
    rule = [
      { visibility_config = [{ cloudwatch_metrics_enabled = true }] },
      { visibility_config = [{ cloudwatch_metrics_enabled = false }] },
    ]
  }
}

# iaclint-unknown: rule[0].visibility_config[0].cloudwatch_metrics_enabled
# iaclint-expect: undetermined
resource "aws_wafv2_web_acl" "unknown" {
  skip  = true
  attrs = { rule = [{ visibility_config = [{ cloudwatch_metrics_enabled = true }] }] }
}

resource "aws_wafv2_rule_group" "not" {
  expect_failure = true
  attrs          = { rule = [{ visibility_config = [{ cloudwatch_metrics_enabled = false }] }] }
}

resource "aws_wafv2_rule_group" "counted" {
  attrs = { rule = [{ visibility_config = [{ cloudwatch_metrics_enabled = true }] }] }
}
