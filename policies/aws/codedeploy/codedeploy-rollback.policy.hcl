# iaclint-summary: A failed deployment of CodeDeploy is not rolled back.
# iaclint-why: What does not start or does not work stays until somebody acts, at night too.
# iaclint-fix: Add `auto_rollback_configuration` with `enabled = true` and the event `DEPLOYMENT_FAILURE`.
# iaclint-groups: resilience
resource_policy "aws_codedeploy_deployment_group" "rollback" {
  enforcement_level = "advisory"

  locals {
    undone = [
      for one in core::try(attrs.auto_rollback_configuration, []) : one
      if core::try(one.enabled, false) == true &&
      core::contains(core::coalesce(core::try(one.events, null), []), "DEPLOYMENT_FAILURE")
    ]
  }

  enforce {
    condition     = core::length(local.undone) > 0
    error_message = "A failed deployment is not rolled back"
  }
}
