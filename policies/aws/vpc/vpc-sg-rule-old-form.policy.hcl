# iaclint-summary: A rule of a security group is written in the old form.
# iaclint-why: An aws_security_group_rule may hold several ranges and has no id of its own in AWS, so the provider
# confuses rules that overlap. It takes no tags either.
# iaclint-fix: Write an aws_vpc_security_group_ingress_rule or aws_vpc_security_group_egress_rule for each range, and
# bring the rules in with import blocks.
# iaclint-groups: hygiene
# iaclint-peers: tflint:aws_security_group_rule_deprecated
resource_policy "aws_security_group_rule" "old_form" {
  enforcement_level = "advisory"

  enforce {
    condition     = false
    error_message = "The rule is written in the old form"
  }
}
