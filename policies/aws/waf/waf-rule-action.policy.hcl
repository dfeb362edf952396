# iaclint-id: waf-rule-action
# iaclint-summary: A rule of a web ACL or rule group does not say what it does, or says it in the wrong block.
# iaclint-why: AWS refuses the change when it is applied. Neither validation nor plan sees it.
# iaclint-fix: Write `action` in a rule with conditions of its own, and `override_action` in one that uses a rule
# group, and only one of the two. WAF Classic, which AWS ended in September 2025, is not judged.
# iaclint-groups: default, hygiene
# iaclint-peers: checkov:CKV_AWS_342

resource_policy "aws_wafv2_web_acl" "rule_action" {
  enforcement_level = "mandatory"

  locals {
    rules = [
      for one in core::try(attrs.rule, []) : {
        uses_group = (
          core::length(core::try(one.statement[0].managed_rule_group_statement, [])) > 0 ||
          core::length(core::try(one.statement[0].rule_group_reference_statement, [])) > 0
        )
        acts      = core::length(core::try(one.action, [])) > 0
        overrides = core::length(core::try(one.override_action, [])) > 0
      }
    ]
  }

  enforce {
    condition     = core::alltrue([for one in local.rules : one.acts == !one.uses_group && one.overrides == one.uses_group])
    error_message = "A rule of the web ACL does not say what it does, or says it in the wrong block"
  }
}

resource_policy "aws_wafv2_rule_group" "rule_action" {
  enforcement_level = "mandatory"

  enforce {
    condition     = core::alltrue([for one in core::try(attrs.rule, []) : core::length(core::try(one.action, [])) > 0])
    error_message = "A rule of the group does not say what it does"
  }
}
