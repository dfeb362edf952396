# iaclint-summary: A security group of a cluster of EMR lets the whole internet in.
# iaclint-why: Hadoop and Spark ask nobody who they are: whoever reaches their ports runs programs on the cluster, with
# the rights of its role.
# iaclint-fix: Remove the rule, or let in only the addresses that need it. Session Manager and port forwarding reach
# the web pages of a cluster too.
# iaclint-groups: exposure
# iaclint-peers: checkov:CKV2_AWS_7
# iaclint-security: 7.0
resource_policy "aws_emr_cluster" "open_group" {
  enforcement_level = "mandatory_overridable"

  locals {
    everybody = ["0.0.0.0/0", "::/0"]
    network   = core::try(attrs.ec2_attributes[0], {})
    named = [
      for one in core::flatten([
        core::try(local.network.emr_managed_master_security_group, null),
        core::try(local.network.emr_managed_slave_security_group, null),
        core::try(local.network.service_access_security_group, null),
        core::try(core::split(",", local.network.additional_master_security_groups), []),
        core::try(core::split(",", local.network.additional_slave_security_groups), []),
      ]) : one if one != null
    ]
    inline = core::flatten([
      for group in local.named : [
        for one in core::getresources("aws_security_group", { id = group }) : [
          for rule in core::try(one.ingress, []) : [
            core::try(rule.cidr_blocks, []),
            core::try(rule.ipv6_cidr_blocks, []),
          ]
        ]
      ]
    ])
    apart = core::flatten([
      for group in local.named : [
        [
          for rule in core::getresources("aws_vpc_security_group_ingress_rule", { security_group_id = group }) : [
            core::try(rule.cidr_ipv4, null),
            core::try(rule.cidr_ipv6, null),
          ]
        ],
        [
          for rule in core::getresources("aws_security_group_rule", { security_group_id = group, type = "ingress" }) : [
            core::try(rule.cidr_blocks, []),
            core::try(rule.ipv6_cidr_blocks, []),
          ]
        ],
      ]
    ])
  }

  enforce {
    condition = !core::anytrue([
      for cidr in core::concat(local.inline, local.apart) : core::try(core::contains(local.everybody, cidr), false)
    ])
    error_message = "A security group of the cluster lets the whole internet in"
  }
}
