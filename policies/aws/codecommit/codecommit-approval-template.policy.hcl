# iaclint-summary: No rule demands approvals in a repository of CodeCommit.
# iaclint-why: One person can merge anything, and so can whoever has their credentials.
# iaclint-fix: Add an aws_codecommit_approval_rule_template_association with the repository's name.
# iaclint-groups: hygiene
# iaclint-peers: checkov:CKV2_AWS_37
# iaclint-security: 3.0
resource_policy "aws_codecommit_repository" "approval_template" {
  enforcement_level = "advisory"

  locals {
    rules = core::getresources("aws_codecommit_approval_rule_template_association", {
      repository_name = attrs.repository_name
    })
  }

  enforce {
    condition     = core::length(local.rules) > 0
    error_message = "No rule demands approvals in the repository"
  }
}
