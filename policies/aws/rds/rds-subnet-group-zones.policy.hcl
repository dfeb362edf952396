# iaclint-id: rds-subnet-group-zones
# iaclint-summary: A group of subnets for databases is in one availability zone.
# iaclint-why: AWS refuses such a group for RDS, Neptune and DocumentDB when it is applied. A cache in one can have no
# standby in another zone.
# iaclint-fix: Add a subnet of another zone to `subnet_ids`.
# iaclint-groups: default, resilience

resource_policy "aws_db_subnet_group" "zones" {
  enforcement_level = "mandatory"

  locals {
    subnets = core::tolist(core::try(attrs.subnet_ids, []))

    # Of a subnet that is made elsewhere nobody knows the zone here.
    zones = [
      for one in core::getresources("aws_subnet", {}) : one.availability_zone if core::contains(local.subnets, one.id)
    ]

    # On an Outpost, and in a Local Zone, one is enough.
    is_elsewhere = [
      for one in core::getresources("aws_subnet", {}) :
      core::contains(local.subnets, one.id) && (
        core::try(one.outpost_arn, null) != null ||
        !core::try(core::regex_match(one.availability_zone, "^[a-z]+(-[a-z]+)+-[0-9]+[a-z]$"), true)
      )
    ]
  }

  enforce {
    condition = core::anytrue(local.is_elsewhere) || core::length(local.subnets) > 1 && (
      core::length(core::distinct(local.zones)) > 1 || core::length(local.zones) < core::length(local.subnets)
    )
    error_message = "The group of subnets is in one availability zone"
  }
}

resource_policy "aws_neptune_subnet_group" "zones" {
  enforcement_level = "mandatory"

  locals {
    subnets = core::tolist(core::try(attrs.subnet_ids, []))

    # Of a subnet that is made elsewhere nobody knows the zone here.
    zones = [
      for one in core::getresources("aws_subnet", {}) : one.availability_zone if core::contains(local.subnets, one.id)
    ]

    # On an Outpost, and in a Local Zone, one is enough.
    is_elsewhere = [
      for one in core::getresources("aws_subnet", {}) :
      core::contains(local.subnets, one.id) && (
        core::try(one.outpost_arn, null) != null ||
        !core::try(core::regex_match(one.availability_zone, "^[a-z]+(-[a-z]+)+-[0-9]+[a-z]$"), true)
      )
    ]
  }

  enforce {
    condition = core::anytrue(local.is_elsewhere) || core::length(local.subnets) > 1 && (
      core::length(core::distinct(local.zones)) > 1 || core::length(local.zones) < core::length(local.subnets)
    )
    error_message = "The group of subnets is in one availability zone"
  }
}

resource_policy "aws_docdb_subnet_group" "zones" {
  enforcement_level = "mandatory"

  locals {
    subnets = core::tolist(core::try(attrs.subnet_ids, []))

    # Of a subnet that is made elsewhere nobody knows the zone here.
    zones = [
      for one in core::getresources("aws_subnet", {}) : one.availability_zone if core::contains(local.subnets, one.id)
    ]

    # On an Outpost, and in a Local Zone, one is enough.
    is_elsewhere = [
      for one in core::getresources("aws_subnet", {}) :
      core::contains(local.subnets, one.id) && (
        core::try(one.outpost_arn, null) != null ||
        !core::try(core::regex_match(one.availability_zone, "^[a-z]+(-[a-z]+)+-[0-9]+[a-z]$"), true)
      )
    ]
  }

  enforce {
    condition = core::anytrue(local.is_elsewhere) || core::length(local.subnets) > 1 && (
      core::length(core::distinct(local.zones)) > 1 || core::length(local.zones) < core::length(local.subnets)
    )
    error_message = "The group of subnets is in one availability zone"
  }
}

resource_policy "aws_elasticache_subnet_group" "zones" {
  enforcement_level = "advisory"

  locals {
    subnets = core::tolist(core::try(attrs.subnet_ids, []))

    # Of a subnet that is made elsewhere nobody knows the zone here.
    zones = [
      for one in core::getresources("aws_subnet", {}) : one.availability_zone if core::contains(local.subnets, one.id)
    ]

    # On an Outpost, and in a Local Zone, one is enough.
    is_elsewhere = [
      for one in core::getresources("aws_subnet", {}) :
      core::contains(local.subnets, one.id) && (
        core::try(one.outpost_arn, null) != null ||
        !core::try(core::regex_match(one.availability_zone, "^[a-z]+(-[a-z]+)+-[0-9]+[a-z]$"), true)
      )
    ]
  }

  enforce {
    condition = core::anytrue(local.is_elsewhere) || core::length(local.subnets) > 1 && (
      core::length(core::distinct(local.zones)) > 1 || core::length(local.zones) < core::length(local.subnets)
    )
    error_message = "The group of subnets is in one availability zone"
  }
}
