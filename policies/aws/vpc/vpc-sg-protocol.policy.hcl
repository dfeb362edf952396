# iaclint-id: vpc-sg-protocol
# iaclint-summary: A rule of a security group names a protocol that AWS does not know.
# iaclint-why: Neither validation nor plan looks at the name. The apply fails there, with a part of the changes made.
# iaclint-fix: Use tcp, udp, icmp, icmpv6, -1 for all, or the number of the protocol.
# iaclint-groups: default, hygiene
# iaclint-peers: tflint:aws_security_group_invalid_protocol, tflint:aws_security_group_rule_invalid_protocol

locals {
  known = "^(tcp|udp|icmp|icmpv6|all|-1|[0-9]{1,3})$"
}

resource_policy "aws_security_group" "protocol" {
  enforcement_level = "mandatory"

  locals {
    ingress = [for one in core::try(attrs.ingress, []) : core::regex_match(core::lower(one.protocol), local.known)]
    egress  = [for one in core::try(attrs.egress, []) : core::regex_match(core::lower(one.protocol), local.known)]
    unknown = [
      for one in core::concat(core::try(core::tolist(attrs.ingress), []), core::try(core::tolist(attrs.egress), [])) :
      one.protocol if !core::regex_match(core::lower(one.protocol), local.known)
    ]
  }

  enforce {
    condition     = core::alltrue(local.ingress) && core::alltrue(local.egress)
    error_message = "A rule of the group names a protocol that AWS does not know: ${core::join(", ", local.unknown)}"
  }
}

resource_policy "aws_security_group_rule" "protocol" {
  enforcement_level = "mandatory"

  enforce {
    condition     = core::regex_match(core::lower(attrs.protocol), local.known)
    error_message = "The rule names the protocol ${attrs.protocol}, which AWS does not know"
  }
}

resource_policy "aws_vpc_security_group_*_rule" "protocol" {
  enforcement_level = "mandatory"

  enforce {
    condition     = core::regex_match(core::lower(attrs.ip_protocol), local.known)
    error_message = "The rule names the protocol ${attrs.ip_protocol}, which AWS does not know"
  }
}
