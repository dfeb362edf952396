policytest {
  targets = ["codecommit-two-approvals.policy.hcl"]
}

resource "aws_codecommit_approval_rule_template" "two" {
  attrs = {
    content = core::jsonencode({ Version = "2018-11-08", Statements = [{ Type = "Approvers", NumberOfApprovalsNeeded = 2 }] })
  }
}

resource "aws_codecommit_approval_rule_template" "one" {
  expect_failure = true
  attrs = {
    content = core::jsonencode({ Version = "2018-11-08", Statements = [{ Type = "Approvers", NumberOfApprovalsNeeded = 1 }] })
  }
}

resource "aws_codecommit_approval_rule_template" "one_of_two" {
  expect_failure = true
  attrs = {
    content = core::jsonencode({ Version = "2018-11-08", Statements = [
      { Type = "Approvers", NumberOfApprovalsNeeded = 3 },
      { Type = "Approvers", NumberOfApprovalsNeeded = 1 },
    ] })
  }
}

resource "aws_codecommit_approval_rule_template" "nothing" {
  expect_failure = true
  attrs          = { content = core::jsonencode({ Version = "2018-11-08" }) }
}

# iaclint-unknown: content
# iaclint-expect: undetermined
resource "aws_codecommit_approval_rule_template" "unknown" {
  skip  = true
  attrs = { name = "two" }
}
