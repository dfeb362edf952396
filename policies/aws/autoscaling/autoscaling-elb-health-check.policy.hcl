# iaclint-summary: A group behind a load balancer does not heed the load balancer's health checks.
# iaclint-why: An instance whose application hangs gets no more requests, but is not replaced: the group has fewer and
# fewer that work.
# iaclint-fix: Set `health_check_type = "ELB"`, and `health_check_grace_period` to longer than a start takes.
# iaclint-controls: AutoScaling.1
# iaclint-groups: resilience, fsbp
# iaclint-peers: checkov:CKV2_AWS_15
resource_policy "aws_autoscaling_group" "elb_health_check" {
  enforcement_level = "mandatory_overridable"

  locals {
    # A group's id is its name, and either is written.
    name = core::try(attrs.name, attrs.id)
    attachments = core::concat(
      core::getresources("aws_autoscaling_attachment", { autoscaling_group_name = attrs.id }),
      core::getresources("aws_autoscaling_attachment", { autoscaling_group_name = local.name }),
      core::getresources("aws_autoscaling_traffic_source_attachment", { autoscaling_group_name = attrs.id }),
      core::getresources("aws_autoscaling_traffic_source_attachment", { autoscaling_group_name = local.name }),
    )
    is_attached = (
      core::length(core::try(attrs.target_group_arns, [])) > 0 ||
      core::length(core::try(attrs.load_balancers, [])) > 0 ||
      core::length(core::try(attrs.traffic_source, [])) > 0 ||
      core::length(local.attachments) > 0
    )
  }

  enforce {
    condition = (
      core::contains(["ELB", "VPC_LATTICE"], core::try(core::upper(attrs.health_check_type), "EC2")) ||
      !local.is_attached
    )
    error_message = "The group does not heed the health checks of its load balancer"
  }
}
