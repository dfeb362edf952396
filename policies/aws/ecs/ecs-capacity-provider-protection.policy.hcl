# iaclint-summary: A capacity provider lets its group of instances stop those that run tasks.
# iaclint-why: When the group gets smaller it stops any of its instances, and the tasks on them, although others are
# idle.
# iaclint-fix: Set `managed_termination_protection = "ENABLED"`, add `managed_scaling`, and set `protect_from_scale_in
# = true` in the aws_autoscaling_group.
# iaclint-controls: ECS.19
# iaclint-groups: resilience, fsbp
resource_policy "aws_ecs_capacity_provider" "protection" {
  enforcement_level = "advisory"

  filter = core::length(core::try(attrs.auto_scaling_group_provider, [])) > 0

  enforce {
    condition     = core::try(attrs.auto_scaling_group_provider[0].managed_termination_protection, "DISABLED") == "ENABLED"
    error_message = "The group of instances may stop those that run tasks"
  }
}
