policytest {
  targets = ["waf-rule-action.policy.hcl"]
}

resource "aws_wafv2_web_acl" "said" {
  attrs = {
    rule = [
      { statement = [{ geo_match_statement = [{}] }], action = [{ block = [{}] }], override_action = [] },
      { statement = [{ managed_rule_group_statement = [{ name = "x" }] }], action = [], override_action = [{ none = [{}] }] },
      { statement = [{ rule_group_reference_statement = [{ arn = "x" }] }], override_action = [{ count = [{}] }] },
    ]
  }
}

resource "aws_wafv2_web_acl" "no_rules" {
  attrs = { rule = [] }
}

resource "aws_wafv2_web_acl" "unsaid" {
  expect_failure = true
  attrs          = { rule = [{ statement = [{ managed_rule_group_statement = [{ name = "x" }] }], action = [], override_action = [] }] }
}

resource "aws_wafv2_web_acl" "wrong_block" {
  expect_failure = true
  attrs          = { rule = [{ statement = [{ geo_match_statement = [{}] }], action = [], override_action = [{ none = [{}] }] }] }
}

resource "aws_wafv2_web_acl" "both" {
  expect_failure = true
  attrs = {
    rule = [{ statement = [{ geo_match_statement = [{}] }], action = [{ block = [{}] }], override_action = [{ none = [{}] }] }]
  }
}

# iaclint-unknown: rule[0].action
# iaclint-expect: undetermined
resource "aws_wafv2_web_acl" "unknown" {
  skip  = true
  attrs = { rule = [{ statement = [{ geo_match_statement = [{}] }], action = [] }] }
}

resource "aws_wafv2_rule_group" "said" {
  attrs = { rule = [{ action = [{ block = [{}] }] }] }
}

resource "aws_wafv2_rule_group" "unsaid" {
  expect_failure = true
  attrs          = { rule = [{ action = [{ block = [{}] }] }, { action = [] }] }
}
