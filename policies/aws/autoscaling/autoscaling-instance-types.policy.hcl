# iaclint-summary: A group of instances knows one instance type only.
# iaclint-why: When AWS has none of that type left in a zone, which happens when everybody scales, no instance starts.
# iaclint-fix: Add `mixed_instances_policy` with several `override` blocks, or with `instance_requirements`.
# iaclint-controls: AutoScaling.6
# iaclint-groups: resilience, fsbp
resource_policy "aws_autoscaling_group" "instance_types" {
  enforcement_level = "advisory"

  locals {
    overrides = core::try(attrs.mixed_instances_policy[0].launch_template[0].override, [])
    types = core::distinct([
      for one in local.overrides : core::try(one.instance_type, null) == null ? "" : one.instance_type
    ])
  }

  enforce {
    condition = core::length(local.types) > 1 || core::anytrue([
      for one in local.overrides : core::length(core::try(one.instance_requirements, [])) > 0
    ])
    error_message = "The group knows one instance type only"
  }
}
