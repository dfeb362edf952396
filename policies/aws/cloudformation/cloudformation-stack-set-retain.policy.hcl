# iaclint-id: cloudformation-stack-set-retain
# iaclint-summary: What a stack set made in an account is deleted when the account is taken out of it.
# iaclint-why: One removed line, or another account or unit of the organization in its place, deletes the stack there
# with all that it holds.
# iaclint-fix: Set `retain_stack = true`, or `retain_stacks = true` of aws_cloudformation_stack_instances, and apply it
# before an account is taken out. What is kept must then be deleted by hand.
# iaclint-groups: resilience
# iaclint-peers: kics:6e0e2f68-3fd9-4cd8-a5e4-e2213ef0df97
# iaclint-security: 1.0

resource_policy "aws_cloudformation_stack_set_instance" "retain" {
  enforcement_level = "advisory"

  enforce {
    condition     = core::try(attrs.retain_stack, false) == true
    error_message = "The stack is deleted when its account is taken out of the stack set"
  }
}

resource_policy "aws_cloudformation_stack_instances" "retain" {
  enforcement_level = "advisory"

  enforce {
    condition     = core::try(attrs.retain_stacks, false) == true
    error_message = "Stacks are deleted when their accounts are taken out of the stack set"
  }
}
