# iaclint-summary: The tasks of a task set get public addresses.
# iaclint-why: Every task is then an address that the whole internet can try, past the load balancer and whatever it
# checks.
# iaclint-fix: Set `assign_public_ip = false`, and let the tasks out through a NAT gateway or endpoints.
# iaclint-controls: ECS.16
# iaclint-groups: default, exposure, fsbp
# iaclint-security: 5.0
resource_policy "aws_ecs_task_set" "task_set_public_ip" {
  enforcement_level = "mandatory_overridable"

  enforce {
    condition     = core::try(attrs.network_configuration[0].assign_public_ip, false) != true
    error_message = "Tasks get public addresses"
  }
}
