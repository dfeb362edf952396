# iaclint-id: ec2-default-vpc
# iaclint-summary: An instance is in the default VPC.
# iaclint-why: Its subnets lead to the internet and give every instance a public address; everything that nobody
# thought of is there too.
# iaclint-fix: Set `subnet_id` to a private subnet of an aws_vpc. An instance that exists is replaced by that.
# iaclint-groups: exposure
# iaclint-peers: kics:7e4a6e76-568d-43ef-8c4e-36dea481bff1
# iaclint-security: 4.0

resource_policy "aws_instance" "ec2_default_vpc" {
  enforcement_level = "advisory"

  # Its network interface, or its launch template, may say it.
  filter = (
    core::length(core::try(attrs.network_interface, [])) == 0 &&
    core::length(core::try(attrs["primary_network_interface"], [])) == 0 &&
    (core::length(core::try(attrs.launch_template, [])) == 0 || core::try(attrs.subnet_id, null) != null)
  )

  locals {
    subnet = core::try(attrs.subnet_id, null)
    vpcs   = [for one in core::getresources("aws_subnet", { id = local.subnet }) : one.vpc_id]
    in_default = core::concat(
      core::getresources("aws_default_subnet", { id = local.subnet }),
      core::flatten([for vpc in local.vpcs : core::getresources("aws_default_vpc", { id = vpc })])
    )
  }

  enforce {
    condition     = local.subnet != null && core::length(local.in_default) == 0
    error_message = "The instance is in the default VPC"
  }
}
