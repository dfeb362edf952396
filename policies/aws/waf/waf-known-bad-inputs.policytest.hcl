policytest {
  targets = ["waf-known-bad-inputs.policy.hcl"]
}

resource "aws_wafv2_web_acl" "holds" {
  attrs = {
    rule = [
      { statement = [{ geo_match_statement = [{}] }] },
      {
        statement       = [{ managed_rule_group_statement = [{ name = "AWSManagedRulesKnownBadInputsRuleSet" }] }]
        override_action = [{ none = [{}], count = [] }]
      },
    ]
  }
}

resource "aws_wafv2_web_acl" "as_json" {
  attrs = { rule = [], rule_json = "[]" }
}

resource "aws_wafv2_web_acl" "counts_only" {
  expect_failure = true
  attrs = {
    rule = [{
      statement       = [{ managed_rule_group_statement = [{ name = "AWSManagedRulesKnownBadInputsRuleSet" }] }]
      override_action = [{ none = [], count = [{}] }]
    }]
  }
}

resource "aws_wafv2_web_acl" "without_log4j" {
  expect_failure = true
  attrs = {
    rule = [{
      statement = [{
        managed_rule_group_statement = [{
          name                 = "AWSManagedRulesKnownBadInputsRuleSet"
          rule_action_override = [{ name = "Log4JRCE_HEADER", action_to_use = [{ count = [{}], block = [] }] }]
        }]
      }]
      override_action = [{ none = [{}] }]
    }]
  }
}

resource "aws_wafv2_web_acl" "other_groups" {
  expect_failure = true
  attrs = {
    rule = [{
      statement       = [{ managed_rule_group_statement = [{ name = "AWSManagedRulesCommonRuleSet" }] }]
      override_action = [{ none = [{}] }]
    }]
  }
}

resource "aws_wafv2_web_acl" "empty" {
  expect_failure = true
  attrs          = { rule = [] }
}

# iaclint-unknown: rule
# iaclint-expect: undetermined
resource "aws_wafv2_web_acl" "unknown" {
  skip  = true
  attrs = { name = "web" }
}
