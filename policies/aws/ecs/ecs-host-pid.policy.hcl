# iaclint-summary: Containers see the processes of their host.
# iaclint-why: Whoever breaks into one can look at and stop what else runs there, and read the environment of other
# tasks, where secrets are.
# iaclint-fix: Remove `pid_mode = "host"`; with `task` the containers of one task see each other.
# iaclint-controls: ECS.3
# iaclint-groups: default, exposure, fsbp
# iaclint-peers: checkov:CKV_AWS_335
# iaclint-security: 6.0
resource_policy "aws_ecs_task_definition" "host_pid" {
  enforcement_level = "mandatory_overridable"

  enforce {
    condition     = core::try(attrs.pid_mode, null) != "host"
    error_message = "Containers see the processes of their host"
  }
}
