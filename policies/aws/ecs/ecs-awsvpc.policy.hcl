# iaclint-id: ecs-awsvpc
# iaclint-summary: Tasks have no network interface of their own.
# iaclint-why: They share the addresses and security groups of their instance: what may reach one may reach all, and
# flow logs cannot tell them apart.
# iaclint-fix: Set `network_mode = "awsvpc"`, and give the service a `network_configuration`. Tasks without a network
# are not judged.
# iaclint-groups: hygiene
# iaclint-peers: kics:9f4a9409-9c60-4671-be96-9716dbf63db1

# `host`: ecs-host-network. `none`: no network at all.
resource_policy "aws_ecs_task_definition" "awsvpc" {
  enforcement_level = "advisory"

  enforce {
    condition     = core::contains(["awsvpc", "host", "none"], core::coalesce(core::try(attrs.network_mode, null), "bridge"))
    error_message = "Tasks have no network interface of their own"
  }
}
