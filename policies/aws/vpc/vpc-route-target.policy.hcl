# iaclint-id: vpc-route-target
# iaclint-summary: A route has no target, or more than one.
# iaclint-why: Terraform refuses the whole stack.
# iaclint-fix: Give the route exactly one target, such as `gateway_id` or `nat_gateway_id`.
# iaclint-groups: default, hygiene
# iaclint-peers: tflint:aws_route_not_specified_target, tflint:aws_route_specified_multiple_targets

policy {
  required_providers {
    # Before, a route could also lead to an `instance_id`.
    aws = { source = "hashicorp/aws", version = ">= 4.0" }
  }
}

resource_policy "aws_route" "target" {
  enforcement_level = "mandatory"

  locals {
    is_set = [
      core::try(attrs.carrier_gateway_id, null) != null,
      core::try(attrs.core_network_arn, null) != null,
      core::try(attrs.egress_only_gateway_id, null) != null,
      core::try(attrs.gateway_id, null) != null,
      core::try(attrs.local_gateway_id, null) != null,
      core::try(attrs.nat_gateway_id, null) != null,
      core::try(attrs.network_interface_id, null) != null,
      core::try(attrs.transit_gateway_id, null) != null,
      core::try(attrs.vpc_endpoint_id, null) != null,
      core::try(attrs.vpc_peering_connection_id, null) != null,
    ]
  }

  enforce {
    condition     = core::anytrue(local.is_set)
    error_message = "The route has no target"
  }

  enforce {
    condition     = core::sum([for one in local.is_set : one ? 1 : 0]) < 2
    error_message = "The route has more than one target"
  }
}
