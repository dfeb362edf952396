# iaclint-id: ecs-awsvpc
# iaclint-summary: Tasks have no network interface of their own.
# iaclint-why: They share the addresses and security groups of their instance: what may reach one may reach all, and
# flow logs cannot tell them apart.
# iaclint-fix: Set `network_mode = "awsvpc"`, and give the service a `network_configuration`.
# iaclint-groups: hygiene
# iaclint-peers: kics:ecs_task_definition_network_mode_not_recommended

# `host`: ecs-host-network. `none`: no network at all.
resource_policy "aws_ecs_task_definition" "awsvpc" {
  enforcement_level = "advisory"

  enforce {
    condition     = core::contains(["awsvpc", "host", "none"], core::coalesce(core::try(attrs.network_mode, null), "bridge"))
    error_message = "Tasks have no network interface of their own"
  }
}
