# iaclint-id: vpc-sg-wide-private
# iaclint-summary: A security group lets a whole range of private addresses in to a port of administration, of file
# shares or of a database.
# iaclint-why: Every VPC, office and VPN that is ever connected lies in that range, and may then try the port.
# iaclint-fix: Let in the group, or the subnets, that need the port. Ports of web servers are not judged.
# iaclint-groups: exposure
# iaclint-peers: kics:92fe237e-074c-4262-81a4-2077acb928c1
# iaclint-security: 3.0

locals {
  private   = ["10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16", "fc00::/7", "fd00::/8"]
  sensitive = [
    22, 23, 135, 139, 445, 1433, 1434, 1521, 2375, 2376, 3306, 3389, 5432, 5439, 5601, 5900, 5985, 5986, 6379, 9042,
    9200, 9300, 11211, 27017, 27018
  ]
  # By UDP: file shares of Windows, SNMP, the browser of SQL Server, Memcached.
  sensitive_udp = [137, 138, 161, 1434, 11211]
}

resource_policy "aws_security_group" "wide_private" {
  enforcement_level = "advisory"

  locals {
    open = [
      for one in attrs.ingress :
      core::anytrue([
        for range in local.private :
        core::try(core::contains(one.cidr_blocks, range), false) ||
        core::try(core::contains(one.ipv6_cidr_blocks, range), false)
      ]) &&
      (
        core::contains(["-1", "all"], core::lower(one.protocol)) ||
        core::contains(["tcp", "6"], core::lower(one.protocol)) &&
        core::anytrue([for port in local.sensitive : one.from_port <= port && one.to_port >= port]) ||
        core::contains(["udp", "17"], core::lower(one.protocol)) &&
        core::anytrue([for port in local.sensitive_udp : one.from_port <= port && one.to_port >= port])
      )
    ]
  }

  enforce {
    condition     = !core::anytrue(local.open)
    error_message = "The group lets a whole range of private addresses in to a port of administration, of file shares or of a database"
  }
}

resource_policy "aws_security_group_rule" "wide_private_rule" {
  enforcement_level = "advisory"

  filter = attrs.type == "ingress"

  enforce {
    condition = !(
      core::anytrue([
        for range in local.private :
        core::try(core::contains(attrs.cidr_blocks, range), false) ||
        core::try(core::contains(attrs.ipv6_cidr_blocks, range), false)
      ]) &&
      (
        core::contains(["-1", "all"], core::lower(attrs.protocol)) ||
        core::contains(["tcp", "6"], core::lower(attrs.protocol)) &&
        core::anytrue([for port in local.sensitive : attrs.from_port <= port && attrs.to_port >= port]) ||
        core::contains(["udp", "17"], core::lower(attrs.protocol)) &&
        core::anytrue([for port in local.sensitive_udp : attrs.from_port <= port && attrs.to_port >= port])
      )
    )
    error_message = "The rule lets a whole range of private addresses in to a port of administration, of file shares or of a database"
  }
}

resource_policy "aws_vpc_security_group_ingress_rule" "wide_private_ingress" {
  enforcement_level = "advisory"

  enforce {
    condition = !(
      core::anytrue([
        for range in local.private :
        core::try(attrs.cidr_ipv4, null) == range || core::try(attrs.cidr_ipv6, null) == range
      ]) &&
      (
        core::contains(["-1", "all"], core::lower(attrs.ip_protocol)) ||
        core::contains(["tcp", "6"], core::lower(attrs.ip_protocol)) &&
        core::anytrue([for port in local.sensitive : attrs.from_port <= port && attrs.to_port >= port]) ||
        core::contains(["udp", "17"], core::lower(attrs.ip_protocol)) &&
        core::anytrue([for port in local.sensitive_udp : attrs.from_port <= port && attrs.to_port >= port])
      )
    )
    error_message = "The rule lets a whole range of private addresses in to a port of administration, of file shares or of a database"
  }
}
