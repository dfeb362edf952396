# iaclint-id: waf-metrics
# iaclint-summary: A rule of a web ACL or rule group counts nothing in CloudWatch.
# iaclint-why: No alarm can tell that it blocks far more than usual, which is how an attack, or a rule that hits
# customers, shows first.
# iaclint-fix: Set `cloudwatch_metrics_enabled = true` in `visibility_config` of each rule.
# iaclint-controls: WAF.12
# iaclint-groups: logging, fsbp

resource_policy "aws_wafv2_web_acl" "metrics" {
  enforcement_level = "advisory"

  enforce {
    condition = core::alltrue([
      for one in core::try(attrs.rule, []) : core::try(one.visibility_config[0].cloudwatch_metrics_enabled, false) == true
    ])
    error_message = "A rule counts nothing in CloudWatch"
  }
}

resource_policy "aws_wafv2_rule_group" "metrics" {
  enforcement_level = "advisory"

  enforce {
    condition = core::alltrue([
      for one in core::try(attrs.rule, []) : core::try(one.visibility_config[0].cloudwatch_metrics_enabled, false) == true
    ])
    error_message = "A rule counts nothing in CloudWatch"
  }
}
