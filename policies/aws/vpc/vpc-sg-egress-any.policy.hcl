# iaclint-id: vpc-sg-egress-any
# iaclint-summary: A security group lets everything out to the whole internet.
# iaclint-why: Whoever breaks in can fetch tools from anywhere, and send what they find to anywhere.
# iaclint-fix: Let out what is needed: port 443, the database's group, the prefix lists of AWS's services.
# iaclint-groups: exposure
# iaclint-peers: checkov:CKV_AWS_382, trivy:AWS-0104
# iaclint-security: 3.0

locals {
  internet = ["0.0.0.0/0", "0.0.0.0/1", "128.0.0.0/1", "::/0", "::/1", "8000::/1"]
}

resource_policy "aws_security_group" "egress_any" {
  enforcement_level = "advisory"

  locals {
    open = [
      for one in attrs.egress :
      core::anytrue([
        for range in local.internet :
        core::try(core::contains(one.cidr_blocks, range), false) ||
        core::try(core::contains(one.ipv6_cidr_blocks, range), false)
      ]) &&
      (
        core::contains(["-1", "all"], core::lower(one.protocol)) ||
        core::contains(["tcp", "udp", "6", "17"], core::lower(one.protocol)) &&
        one.from_port <= 1 && one.to_port == 65535
      )
    ]
  }

  enforce {
    condition     = !core::anytrue(local.open)
    error_message = "The group lets everything out to the whole internet"
  }
}

resource_policy "aws_security_group_rule" "egress_any_rule" {
  enforcement_level = "advisory"

  filter = attrs.type == "egress"

  enforce {
    condition = !(
      core::anytrue([
        for range in local.internet :
        core::try(core::contains(attrs.cidr_blocks, range), false) ||
        core::try(core::contains(attrs.ipv6_cidr_blocks, range), false)
      ]) &&
      (
        core::contains(["-1", "all"], core::lower(attrs.protocol)) ||
        core::contains(["tcp", "udp", "6", "17"], core::lower(attrs.protocol)) &&
        attrs.from_port <= 1 && attrs.to_port == 65535
      )
    )
    error_message = "The rule lets everything out to the whole internet"
  }
}

resource_policy "aws_vpc_security_group_egress_rule" "egress_any_egress" {
  enforcement_level = "advisory"

  enforce {
    condition = !(
      core::anytrue([
        for range in local.internet :
        core::try(attrs.cidr_ipv4, null) == range || core::try(attrs.cidr_ipv6, null) == range
      ]) &&
      (
        core::contains(["-1", "all"], core::lower(attrs.ip_protocol)) ||
        core::contains(["tcp", "udp", "6", "17"], core::lower(attrs.ip_protocol)) &&
        attrs.from_port <= 1 && attrs.to_port == 65535
      )
    )
    error_message = "The rule lets everything out to the whole internet"
  }
}
