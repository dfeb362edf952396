policytest {
  targets = ["cloudformation-stack-set-retain.policy.hcl"]
}

resource "aws_cloudformation_stack_set_instance" "kept" {
  attrs = { retain_stack = true }
}

resource "aws_cloudformation_stack_set_instance" "deleted" {
  expect_failure = true
  attrs          = { retain_stack = false }
}

resource "aws_cloudformation_stack_set_instance" "unsaid" {
  expect_failure = true
  attrs          = { stack_set_name = "baseline" }
}

# iaclint-unknown: retain_stack
# iaclint-expect: undetermined
resource "aws_cloudformation_stack_set_instance" "unknown" {
  skip  = true
  attrs = { stack_set_name = "baseline" }
}

resource "aws_cloudformation_stack_instances" "kept" {
  attrs = { retain_stacks = true }
}

resource "aws_cloudformation_stack_instances" "unsaid" {
  expect_failure = true
  attrs          = { stack_set_name = "baseline" }
}
