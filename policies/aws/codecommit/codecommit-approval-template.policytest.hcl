policytest {
  targets = ["codecommit-approval-template.policy.hcl"]
}

resource "aws_codecommit_repository" "guarded" {
  attrs = { repository_name = "shop" }
}

resource "aws_codecommit_approval_rule_template_association" "guarded" {
  skip = true
  attrs = {
    repository_name             = aws_codecommit_repository.guarded.attrs.repository_name
    approval_rule_template_name = "two"
  }
}

resource "aws_codecommit_repository" "open" {
  expect_failure = true
  attrs          = { repository_name = "tools" }
}

# iaclint-unknown: repository_name
# iaclint-expect: undetermined
resource "aws_codecommit_repository" "unknown" {
  skip  = true
  attrs = { description = "code" }
}
