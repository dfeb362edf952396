# iaclint-summary: An essential container of a task has no health check of its own.
# iaclint-why: ECS takes the task for well as long as its process runs. Where no load balancer asks either, a program
# that hangs is never replaced.
# iaclint-fix: Add `healthCheck` to the container, with a command that the image has.
# iaclint-groups: resilience
resource_policy "aws_ecs_task_definition" "container_health_check" {
  enforcement_level = "advisory"

  enforce {
    condition = core::alltrue([
      for one in core::flatten([core::jsondecode(attrs.container_definitions)]) :
      core::try(one.essential, true) == false || core::try(one.healthCheck, null) != null
    ])
    error_message = "An essential container has no health check of its own"
  }
}
