# iaclint-id: vpc-peering-route-wide
# iaclint-summary: A route sends everything over a VPC peering.
# iaclint-why: Peering carries only what is addressed to the other VPC: the rest is dropped. And whatever the other
# VPC ever holds can be reached.
# iaclint-fix: Name the range of the other VPC, or of the subnets that are needed, as the destination.
# iaclint-controls: CIS 5.5
# iaclint-groups: exposure, cis
# iaclint-peers: checkov:CKV2_AWS_44, kics:b3a41501-f712-4c4f-81e5-db9a7dc0e34e
# iaclint-security: 4.0

resource_policy "aws_route" "peering" {
  enforcement_level = "mandatory_overridable"

  enforce {
    condition = !(
      (
        core::try(attrs.destination_cidr_block, null) == "0.0.0.0/0" ||
        core::try(attrs.destination_ipv6_cidr_block, null) == "::/0"
      ) &&
      core::try(attrs.vpc_peering_connection_id, null) != null
    )
    error_message = "The route sends everything over a VPC peering"
  }
}

resource_policy "aws_route_table" "peering" {
  enforcement_level = "mandatory_overridable"

  enforce {
    condition = !core::anytrue([
      for one in core::try(attrs.route, []) :
      (core::try(one.cidr_block, null) == "0.0.0.0/0" || core::try(one.ipv6_cidr_block, null) == "::/0") &&
      core::try(one.vpc_peering_connection_id, null) != null && one.vpc_peering_connection_id != ""
    ])
    error_message = "A route of the table sends everything over a VPC peering"
  }
}
