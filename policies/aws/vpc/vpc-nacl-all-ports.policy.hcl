# iaclint-id: vpc-nacl-all-ports
# iaclint-summary: A rule of a network ACL lets the whole internet in to all ports.
# iaclint-why: The ACL then holds nothing back: only the security groups are between the internet and each machine of
# the subnet.
# iaclint-fix: Allow the ports that the subnet serves, and 1024 to 65535 for answers.
# iaclint-groups: exposure
# iaclint-peers: checkov:CKV_AWS_352, trivy:AWS-0102
# iaclint-security: 3.0

resource_policy "aws_network_acl" "all_ports" {
  enforcement_level = "advisory"

  enforce {
    condition = !core::anytrue([
      for one in attrs.ingress : core::lower(one.action) == "allow" &&
      (core::try(one.cidr_block, null) == "0.0.0.0/0" || core::try(one.ipv6_cidr_block, null) == "::/0") &&
      (
        core::contains(["-1", "all"], core::lower(one.protocol)) ||
        core::contains(["tcp", "udp", "6", "17"], core::lower(one.protocol)) &&
        one.from_port <= 1 && one.to_port == 65535
      )
    ])
    error_message = "The network ACL lets the whole internet in to all ports"
  }
}

resource_policy "aws_network_acl_rule" "all_ports" {
  enforcement_level = "advisory"

  filter = core::try(attrs.egress, false) != true

  enforce {
    condition = !(
      core::lower(attrs.rule_action) == "allow" &&
      (core::try(attrs.cidr_block, null) == "0.0.0.0/0" || core::try(attrs.ipv6_cidr_block, null) == "::/0") &&
      (
        core::contains(["-1", "all"], core::lower(attrs.protocol)) ||
        core::contains(["tcp", "udp", "6", "17"], core::lower(attrs.protocol)) &&
        attrs.from_port <= 1 && attrs.to_port == 65535
      )
    )
    error_message = "The rule lets the whole internet in to all ports"
  }
}
