# iaclint-summary: A function in a VPC runs in one availability zone.
# iaclint-why: When the zone fails, the function cannot run, although Lambda itself does.
# iaclint-fix: Add a subnet of another zone to `subnet_ids`.
# iaclint-controls: Lambda.5
# iaclint-groups: resilience, fsbp
resource_policy "aws_lambda_function" "two_zones" {
  enforcement_level = "advisory"

  filter = core::length(core::try(attrs.vpc_config[0].subnet_ids, [])) > 0

  locals {
    subnets = core::tolist(core::try(attrs.vpc_config[0].subnet_ids, []))

    # Of a subnet that is made elsewhere nobody knows the zone here.
    zones = [
      for one in core::getresources("aws_subnet", {}) : one.availability_zone if core::contains(local.subnets, one.id)
    ]
  }

  enforce {
    condition = core::length(local.subnets) > 1 && (
      core::length(core::distinct(local.zones)) > 1 || core::length(local.zones) < core::length(local.subnets)
    )
    error_message = "The function runs in one availability zone"
  }
}
