# iaclint-id: ec2-default-security-group
# iaclint-summary: An instance is in the default security group of its VPC.
# iaclint-why: Everything else for which nobody made a group is in it too, and as AWS makes it all of them reach each
# other on every port.
# iaclint-fix: Name an aws_security_group of its own in `vpc_security_group_ids`.
# iaclint-groups: exposure
# iaclint-peers: kics:f1adc521-f79a-4d71-b55b-a68294687432
# iaclint-security: 4.0

resource_policy "aws_instance" "ec2_default_security_group" {
  enforcement_level = "advisory"

  locals {
    groups = core::concat(
      core::tolist(core::coalesce(core::try(attrs.vpc_security_group_ids, null), [])),
      core::tolist(core::coalesce(core::try(attrs.security_groups, null), []))
    )
    # An interface has its own groups, and a launch template may name some.
    elsewhere = (
      core::length(core::try(attrs.network_interface, [])) > 0 ||
      core::length(core::try(attrs["primary_network_interface"], [])) > 0 ||
      core::length(core::try(attrs.launch_template, [])) > 0
    )
    # What another group is, is no default one, whatever it is called.
    others = [
      for one in local.groups : one if core::length(core::getresources("aws_security_group", { id = one })) == 0
    ]
    default = core::anytrue([
      for one in local.others :
      core::length(core::getresources("aws_default_security_group", { id = one })) > 0 ||
      core::length(core::getresources("aws_vpc", { default_security_group_id = one })) > 0 ||
      one == "default"
    ])
  }

  enforce {
    condition     = !local.default && (core::length(local.groups) > 0 || local.elsewhere)
    error_message = "The instance is in the default security group"
  }
}
