# iaclint-summary: Containers use the network of their host.
# iaclint-why: Whoever breaks into one reaches what listens on the host alone, its metadata with the role of the
# instance among it, and security groups cannot tell tasks apart.
# iaclint-fix: Set `network_mode = "awsvpc"`.
# iaclint-controls: ECS.17
# iaclint-groups: exposure
# iaclint-peers: kics:9f4a9409-9c60-4671-be96-9716dbf63db1
# iaclint-security: 5.0
resource_policy "aws_ecs_task_definition" "host_network" {
  enforcement_level = "advisory"

  enforce {
    condition     = core::try(attrs.network_mode, null) != "host"
    error_message = "Containers use the network of their host"
  }
}
