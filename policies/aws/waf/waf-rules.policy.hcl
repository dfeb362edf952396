# iaclint-id: waf-rules
# iaclint-summary: A web ACL has no rules.
# iaclint-why: It lets every request through, while whatever it is attached to counts as guarded.
# iaclint-fix: Add a rule, such as AWS's managed group AWSManagedRulesCommonRuleSet. WAF Classic, which AWS ended in
# September 2025, is not judged.
# iaclint-controls: WAF.10
# iaclint-groups: default, exposure, fsbp
# iaclint-peers: checkov:CKV_AWS_175
# iaclint-security: 5.0

policy {
  required_providers {
    # Version 6 has aws_wafv2_web_acl_rule_group_association.
    aws = { source = "hashicorp/aws", version = ">= 3.0" }
  }
}

resource_policy "aws_wafv2_web_acl" "rules" {
  enforcement_level = "mandatory_overridable"

  # One that blocks by default lets nothing through.
  filter = core::length(core::try(attrs.default_action[0].block, [])) == 0

  locals {
    groups = core::getresources("aws_wafv2_web_acl_rule_group_association", { web_acl_arn = attrs.arn })
  }

  enforce {
    condition = (
      core::length(core::try(attrs.rule, [])) > 0 || core::try(attrs.rule_json, null) != null ||
      core::length(local.groups) > 0
    )
    error_message = "The web ACL has no rules"
  }
}
