# iaclint-summary: A rule of CodeCommit demands fewer than two approvals.
# iaclint-why: Two people who know each other, or one with a second account, merge anything.
# iaclint-fix: Set `NumberOfApprovalsNeeded` to 2 or more in each statement of `content`.
# iaclint-groups: hygiene
# iaclint-peers: checkov:CKV_AWS_257
# iaclint-security: 2.0
resource_policy "aws_codecommit_approval_rule_template" "two_approvals" {
  enforcement_level = "advisory"

  locals {
    needed = core::try([
      for one in core::flatten([core::jsondecode(attrs.content).Statements]) :
      core::try(core::tonumber(one.NumberOfApprovalsNeeded), 0)
    ], [])
  }

  enforce {
    condition     = core::length(local.needed) > 0 && core::alltrue([for one in local.needed : one >= 2])
    error_message = "The rule demands fewer than two approvals"
  }
}
