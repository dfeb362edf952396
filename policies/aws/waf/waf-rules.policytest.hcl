policytest {
  targets = ["waf-rules.policy.hcl"]
}

resource "aws_wafv2_web_acl" "with_rule" {
  attrs = { arn = "arn:1", default_action = [{ allow = [{}], block = [] }], rule = [{ name = "common" }] }
}

resource "aws_wafv2_web_acl" "as_json" {
  attrs = { arn = "arn:2", rule = [], rule_json = "[]" }
}

resource "aws_wafv2_web_acl" "apart" {
  attrs = { arn = "arn:7", rule = [] }
}

resource "aws_wafv2_web_acl_rule_group_association" "apart" {
  skip  = true
  attrs = { web_acl_arn = aws_wafv2_web_acl.apart.attrs.arn }
}

resource "aws_wafv2_web_acl" "blocks" {
  attrs = { arn = "arn:3", default_action = [{ allow = [], block = [{}] }], rule = [] }
}

resource "aws_wafv2_web_acl" "empty" {
  expect_failure = true
  attrs          = { arn = "arn:4", default_action = [{ allow = [{}], block = [] }], rule = [], rule_json = null }
}

resource "aws_wafv2_web_acl" "unsaid" {
  expect_failure = true
  attrs          = { arn = "arn:5" }
}

# iaclint-unknown: rule
# iaclint-expect: undetermined
resource "aws_wafv2_web_acl" "unknown" {
  skip  = true
  attrs = { arn = "arn:6" }
}
