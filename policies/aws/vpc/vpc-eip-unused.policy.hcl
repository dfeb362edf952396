# iaclint-summary: An Elastic IP address is attached to nothing.
# iaclint-why: AWS charges for every hour that a public address is held, whether or not anything uses it.
# iaclint-fix: Attach the address, or remove it.
# iaclint-controls: EC2.12
# iaclint-groups: cost, hygiene
# iaclint-peers: checkov:CKV2_AWS_19
resource_policy "aws_eip" "unused" {
  enforcement_level = "advisory"

  locals {
    associations = core::getresources("aws_eip_association", { allocation_id = attrs.id })
    gateways     = core::getresources("aws_nat_gateway", { allocation_id = attrs.id })
    second = [
      for one in core::getresources("aws_nat_gateway", {}) :
      core::try(core::contains(one.secondary_allocation_ids, attrs.id), false)
    ]
    balancers = core::flatten([
      for one in core::concat(core::getresources("aws_lb", {}), core::getresources("aws_alb", {})) :
      [for mapping in core::try(one.subnet_mapping, []) : core::try(mapping.allocation_id, null) == attrs.id]
    ])
    servers = core::flatten([
      for one in core::getresources("aws_transfer_server", {}) :
      [
        for details in core::try(one.endpoint_details, []) :
        core::try(core::contains(details.address_allocation_ids, attrs.id), false)
      ]
    ])
  }

  enforce {
    condition = (
      core::try(attrs.instance, null) != null || core::try(attrs.network_interface, null) != null ||
      core::length(local.associations) > 0 || core::length(local.gateways) > 0 ||
      core::anytrue(local.second) || core::anytrue(local.balancers) || core::anytrue(local.servers)
    )
    error_message = "The address is attached to nothing"
  }
}
