# iaclint-summary: A job of Batch runs a container in privileged mode.
# iaclint-why: Such a container has all rights on its host, and with them those of every other job there.
# iaclint-fix: Remove `privileged`, and give the container the single capabilities or devices that it needs by
# `linuxParameters`.
# iaclint-groups: exposure
# iaclint-peers: checkov:CKV_AWS_210, kics:66cd88ac-9ddf-424a-b77e-e55e17630bee
# iaclint-security: 5.0
resource_policy "aws_batch_job_definition" "privileged" {
  enforcement_level = "mandatory_overridable"

  locals {
    one = core::try(core::jsondecode(attrs.container_properties).privileged, false)
    nodes = core::try(core::flatten([
      for range in core::jsondecode(attrs.node_properties).nodeRangeProperties : [
        [core::try(range.container.privileged, false)],
        core::try([
          for task in range.ecsProperties.taskProperties : [
            for container in task.containers : core::try(container.privileged, false)
          ]
        ], []),
        core::try([
          for container in core::concat(
            range.eksProperties.podProperties.containers,
            core::try(range.eksProperties.podProperties.initContainers, []),
          ) : core::try(container.securityContext.privileged, false)
        ], []),
      ]
    ]), [])
    tasks = core::try(core::flatten([
      for task in core::jsondecode(attrs.ecs_properties).taskProperties : [
        for container in task.containers : core::try(container.privileged, false)
      ]
    ]), [])
    pods = core::try([
      for container in core::concat(
        attrs.eks_properties[0].pod_properties[0].containers,
        core::try(attrs.eks_properties[0].pod_properties[0].init_containers, []),
      ) : core::try(container.security_context[0].privileged, false)
    ], [])
  }

  enforce {
    condition = !core::anytrue([
      for privileged in core::concat([local.one], local.nodes, local.tasks, local.pods) : privileged == true
    ])
    error_message = "The job runs a container in privileged mode"
  }
}
