# iaclint-summary: A security group has its rules in its own blocks.
# iaclint-why: A change of one rule shows as a change of all, groups cannot name each other, and a rule beside the
# group is removed by the next apply.
# iaclint-fix: Write each rule as an aws_vpc_security_group_ingress_rule or aws_vpc_security_group_egress_rule.
# iaclint-groups: hygiene
# iaclint-peers: tflint:aws_security_group_inline_rules
resource_policy "aws_security_group" "inline_rules" {
  enforcement_level = "advisory"

  enforce {
    condition     = core::length(core::try(attrs.ingress, [])) + core::length(core::try(attrs.egress, [])) == 0
    error_message = "The group has rules in its own blocks"
  }
}
