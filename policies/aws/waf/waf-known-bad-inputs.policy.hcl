# iaclint-summary: A web ACL does not hold back requests that are known to break in, such as those for Log4j.
# iaclint-why: Such requests come to every address of the internet all the time, and one library that nobody updated
# is enough.
# iaclint-fix: Add a rule with the managed group AWSManagedRulesKnownBadInputsRuleSet and `override_action { none {}
# }`.
# iaclint-groups: exposure
# iaclint-peers: checkov:CKV_AWS_192, checkov:CKV2_AWS_76, checkov:CKV2_AWS_47, checkov:CKV2_AWS_77,
# checkov:CKV2_AWS_78
# iaclint-security: 5.0
resource_policy "aws_wafv2_web_acl" "known_bad_inputs" {
  enforcement_level = "advisory"

  # Rules written as JSON are another way to say it.
  filter = core::try(attrs.rule_json, null) == null

  locals {
    holds = [
      for one in core::try(attrs.rule, []) :
      core::try(one.statement[0].managed_rule_group_statement[0].name, "") == "AWSManagedRulesKnownBadInputsRuleSet" &&
      core::length(core::try(one.override_action[0].count, [])) == 0 &&
      !core::anytrue([
        for change in core::try(one.statement[0].managed_rule_group_statement[0].rule_action_override, []) :
        core::startswith(change.name, "Log4JRCE") && core::length(core::try(change.action_to_use[0].block, [])) == 0
      ])
    ]
  }

  enforce {
    condition     = core::anytrue(local.holds)
    error_message = "The web ACL does not hold back requests that are known to break in"
  }
}
