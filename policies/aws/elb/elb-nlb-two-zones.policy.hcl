# iaclint-id: elb-nlb-two-zones
# iaclint-summary: A network load balancer is in one availability zone.
# iaclint-why: When the zone fails, nobody reaches what is behind, even where targets run in other zones.
# iaclint-fix: Add a subnet of another zone.
# iaclint-controls: ELB.13
# iaclint-groups: resilience, fsbp

resource_policy "aws_lb" "two_zones" {
  enforcement_level = "advisory"

  # AWS refuses an application load balancer with one zone, which the rule alb-two-azs tells.
  filter = core::contains(["network", "gateway"], core::try(attrs.load_balancer_type, "application"))

  locals {
    subnets = core::concat(
      core::tolist(core::try(attrs.subnets, [])),
      [for one in core::try(attrs.subnet_mapping, []) : one.subnet_id],
    )
    # Of a subnet that is made elsewhere nobody knows the zone here.
    zones = [
      for one in core::getresources("aws_subnet", {}) : one.availability_zone if core::contains(local.subnets, one.id)
    ]
  }

  enforce {
    condition = core::length(local.subnets) > 1 && (
      core::length(core::distinct(local.zones)) > 1 || core::length(local.zones) < core::length(local.subnets)
    )
    error_message = "The load balancer is in one availability zone"
  }
}

resource_policy "aws_alb" "two_zones_old" {
  enforcement_level = "advisory"

  # AWS refuses an application load balancer with one zone, which the rule alb-two-azs tells.
  filter = core::contains(["network", "gateway"], core::try(attrs.load_balancer_type, "application"))

  locals {
    subnets = core::concat(
      core::tolist(core::try(attrs.subnets, [])),
      [for one in core::try(attrs.subnet_mapping, []) : one.subnet_id],
    )
    # Of a subnet that is made elsewhere nobody knows the zone here.
    zones = [
      for one in core::getresources("aws_subnet", {}) : one.availability_zone if core::contains(local.subnets, one.id)
    ]
  }

  enforce {
    condition = core::length(local.subnets) > 1 && (
      core::length(core::distinct(local.zones)) > 1 || core::length(local.zones) < core::length(local.subnets)
    )
    error_message = "The load balancer is in one availability zone"
  }
}
