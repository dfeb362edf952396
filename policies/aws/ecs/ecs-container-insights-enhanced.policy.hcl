# iaclint-summary: A cluster reports its services, but not its tasks and containers.
# iaclint-why: Metrics say that a service is slow or restarts, not which of its tasks or containers.
# iaclint-fix: Set the value of `containerInsights` to `enhanced`; it is charged by metric.
# iaclint-groups: logging
resource_policy "aws_ecs_cluster" "container_insights_enhanced" {
  enforcement_level = "advisory"

  enforce {
    # What reports nothing is told by mon-container-insights.
    condition = !core::anytrue([
      for one in core::try(attrs.setting, []) : one.name == "containerInsights" && one.value == "enabled"
    ])
    error_message = "Container Insights of the cluster are not the enhanced ones"
  }
}
