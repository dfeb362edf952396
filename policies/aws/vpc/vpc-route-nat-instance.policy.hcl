# iaclint-id: vpc-route-nat-instance
# iaclint-summary: A default route leads to a single machine.
# iaclint-why: When the machine stops, everything behind the route loses the internet, and its patches, size and
# failover are yours to care for.
# iaclint-fix: Route to an aws_nat_gateway, which AWS runs.
# iaclint-groups: resilience
# iaclint-peers: checkov:CKV2_AWS_35

resource_policy "aws_route" "nat_instance" {
  enforcement_level = "advisory"

  enforce {
    condition = !(
      (
        core::try(attrs.destination_cidr_block, null) == "0.0.0.0/0" ||
        core::try(attrs.destination_ipv6_cidr_block, null) == "::/0"
      ) &&
      core::try(attrs.network_interface_id, null) != null
    )
    error_message = "The default route leads to a single machine"
  }
}

resource_policy "aws_route_table" "nat_instance" {
  enforcement_level = "advisory"

  enforce {
    condition = !core::anytrue([
      for one in core::try(attrs.route, []) :
      (core::try(one.cidr_block, null) == "0.0.0.0/0" || core::try(one.ipv6_cidr_block, null) == "::/0") &&
      core::try(one.network_interface_id, null) != null && one.network_interface_id != ""
    ])
    error_message = "The default route of the table leads to a single machine"
  }
}
