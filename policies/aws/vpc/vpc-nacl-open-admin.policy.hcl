# iaclint-id: vpc-nacl-open-admin
# iaclint-summary: A network ACL lets the whole internet in to SSH or RDP.
# iaclint-why: Only the security groups are then between the internet and each machine of the subnet, and one rule too
# wide opens the port.
# iaclint-fix: Allow the addresses that administer the machines, or deny ports 22 and 3389 in a rule with a lower
# number.
# iaclint-controls: EC2.21, CIS 5.1
# iaclint-groups: exposure, fsbp, cis
# iaclint-peers: checkov:CKV_AWS_231, checkov:CKV_AWS_232, trivy:AWS-0105,
# kics:3af7f2fd-06e6-4dab-b996-2912bea19ba4, kics:a20be318-cac7-457b-911d-04cc6e812c25
# iaclint-security: 4.0

locals {
  ports = [22, 3389]
}

resource_policy "aws_network_acl" "open_admin" {
  enforcement_level = "advisory"

  locals {
    rules = [
      for one in attrs.ingress : {
        number   = one.rule_no
        allows   = core::lower(one.action) == "allow"
        all_ipv4 = core::try(one.cidr_block, null) == "0.0.0.0/0"
        all_ipv6 = core::try(one.ipv6_cidr_block, null) == "::/0"
        ports = [
          for port in local.ports : port
          if core::contains(["-1", "all"], core::lower(one.protocol)) ||
          core::contains(["tcp", "6"], core::lower(one.protocol)) && one.from_port <= port && one.to_port >= port
        ]
      }
    ]
  }

  enforce {
    # A rule with a lower number goes first.
    condition = !core::anytrue([
      for one in local.rules : one.allows && (one.all_ipv4 || one.all_ipv6) && core::anytrue([
        for port in one.ports : !core::anytrue([
          for other in local.rules : !other.allows && other.number < one.number && core::contains(other.ports, port) &&
          (one.all_ipv4 ? other.all_ipv4 : other.all_ipv6)
        ])
      ])
    ])
    error_message = "The network ACL lets the whole internet in to SSH or RDP"
  }
}

resource_policy "aws_network_acl_rule" "open_admin" {
  enforcement_level = "advisory"

  filter = core::try(attrs.egress, false) != true && core::lower(attrs.rule_action) == "allow"

  locals {
    all_ipv4 = core::try(attrs.cidr_block, null) == "0.0.0.0/0"
    all_ipv6 = core::try(attrs.ipv6_cidr_block, null) == "::/0"
    denials = [
      for one in core::getresources("aws_network_acl_rule", { network_acl_id = attrs.network_acl_id }) : {
        goes_first = (
          core::lower(one.rule_action) == "deny" && core::try(one.egress, false) != true &&
          one.rule_number < attrs.rule_number
        )
        all_ipv4 = core::try(one.cidr_block, null) == "0.0.0.0/0"
        all_ipv6 = core::try(one.ipv6_cidr_block, null) == "::/0"
        ports = [
          for port in local.ports : port
          if core::contains(["-1", "all"], core::lower(one.protocol)) ||
          core::contains(["tcp", "6"], core::lower(one.protocol)) && one.from_port <= port && one.to_port >= port
        ]
      }
    ]
  }

  enforce {
    condition = !((local.all_ipv4 || local.all_ipv6) && core::anytrue([
      for port in local.ports : (
        core::contains(["-1", "all"], core::lower(attrs.protocol)) ||
        core::contains(["tcp", "6"], core::lower(attrs.protocol)) && attrs.from_port <= port && attrs.to_port >= port
      ) &&
      !core::anytrue([
        for one in local.denials : one.goes_first && core::contains(one.ports, port) &&
        (local.all_ipv4 ? one.all_ipv4 : one.all_ipv6)
      ])
    ]))
    error_message = "The rule lets the whole internet in to SSH or RDP"
  }
}
