# iaclint-id: vpc-sg-open-ports
# iaclint-summary: A security group lets the internet in to a port that is not meant for it.
# iaclint-why: Whatever listens there, today or after the next change, is found by scanners within minutes and answers
# to everybody.
# iaclint-fix: Let in the addresses or the group that need the port. What is meant for everybody belongs into the
# input `public_ports`, which is 80 and 443 without it.
# iaclint-controls: EC2.18, EC2.19
# iaclint-groups: exposure, fsbp
# iaclint-peers: kics:381c3f2a-ef6f-4eff-99f7-b169cda3422c,
# kics:54c417bf-c762-48b9-9d31-b3d87047e3f0, kics:590d878b-abdc-428f-895a-e2b68a0e1998
# iaclint-security: 7.0

input "public_ports" {
  type        = list(number)
  default     = [80, 443]
  description = "Ports that the whole internet may reach"
}

locals {
  internet = ["0.0.0.0/0", "0.0.0.0/1", "128.0.0.0/1", "::/0", "::/1", "8000::/1"]

  # What opens one of these is told by the rule net-sg-open-admin.
  told_elsewhere = [22, 23, 1433, 1521, 2375, 3306, 3389, 5432, 5439, 5985, 6379, 9042, 9200, 11211, 27017]
}

resource_policy "aws_security_group" "open_ports" {
  enforcement_level = "mandatory_overridable"

  locals {
    open = [
      for one in attrs.ingress :
      core::anytrue([
        for range in local.internet :
        core::try(core::contains(one.cidr_blocks, range), false) ||
        core::try(core::contains(one.ipv6_cidr_blocks, range), false)
      ]) &&
      core::contains(["tcp", "udp", "6", "17"], core::lower(one.protocol)) &&
      !(one.from_port == one.to_port && core::contains(input.public_ports, one.from_port)) &&
      !(
        core::contains(["tcp", "6"], core::lower(one.protocol)) &&
        core::anytrue([for port in local.told_elsewhere : one.from_port <= port && one.to_port >= port])
      )
    ]
  }

  enforce {
    condition     = !core::anytrue(local.open)
    error_message = "The group lets the internet in to a port that is not one of `public_ports`"
  }
}

resource_policy "aws_security_group_rule" "open_ports_rule" {
  enforcement_level = "mandatory_overridable"

  filter = attrs.type == "ingress"

  enforce {
    condition = !(
      core::anytrue([
        for range in local.internet :
        core::try(core::contains(attrs.cidr_blocks, range), false) ||
        core::try(core::contains(attrs.ipv6_cidr_blocks, range), false)
      ]) &&
      core::contains(["tcp", "udp", "6", "17"], core::lower(attrs.protocol)) &&
      !(attrs.from_port == attrs.to_port && core::contains(input.public_ports, attrs.from_port)) &&
      !(
        core::contains(["tcp", "6"], core::lower(attrs.protocol)) &&
        core::anytrue([for port in local.told_elsewhere : attrs.from_port <= port && attrs.to_port >= port])
      )
    )
    error_message = "The rule lets the internet in to a port that is not one of `public_ports`"
  }
}

resource_policy "aws_vpc_security_group_ingress_rule" "open_ports_ingress" {
  enforcement_level = "mandatory_overridable"

  enforce {
    condition = !(
      core::anytrue([
        for range in local.internet :
        core::try(attrs.cidr_ipv4, null) == range || core::try(attrs.cidr_ipv6, null) == range
      ]) &&
      core::contains(["tcp", "udp", "6", "17"], core::lower(attrs.ip_protocol)) &&
      !(attrs.from_port == attrs.to_port && core::contains(input.public_ports, attrs.from_port)) &&
      !(
        core::contains(["tcp", "6"], core::lower(attrs.ip_protocol)) &&
        core::anytrue([for port in local.told_elsewhere : attrs.from_port <= port && attrs.to_port >= port])
      )
    )
    error_message = "The rule lets the internet in to a port that is not one of `public_ports`"
  }
}
