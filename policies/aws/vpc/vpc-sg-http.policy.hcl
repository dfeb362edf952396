# iaclint-id: vpc-sg-http
# iaclint-summary: A security group lets the internet in to port 80.
# iaclint-why: What comes in there is not encrypted: everybody on the way can read and change it. Only what redirects
# to HTTPS needs the port.
# iaclint-fix: Remove the rule, or say at it in an ignore comment that the port only redirects.
# iaclint-groups: encryption
# iaclint-peers: checkov:CKV_AWS_260, kics:ffac8a12-322e-42c1-b9b9-81ff85c39ef7
# iaclint-security: 4.0

locals {
  internet = ["0.0.0.0/0", "0.0.0.0/1", "128.0.0.0/1", "::/0", "::/1", "8000::/1"]
}

resource_policy "aws_security_group" "http" {
  enforcement_level = "advisory"

  locals {
    open = [
      for one in attrs.ingress :
      core::anytrue([
        for range in local.internet :
        core::try(core::contains(one.cidr_blocks, range), false) ||
        core::try(core::contains(one.ipv6_cidr_blocks, range), false)
      ]) &&
      (
        core::contains(["-1", "all"], core::lower(one.protocol)) ||
        core::contains(["tcp", "6"], core::lower(one.protocol)) && one.from_port <= 80 && one.to_port >= 80
      )
    ]
  }

  enforce {
    condition     = !core::anytrue(local.open)
    error_message = "The group lets the internet in to port 80"
  }
}

resource_policy "aws_security_group_rule" "http_rule" {
  enforcement_level = "advisory"

  filter = attrs.type == "ingress"

  enforce {
    condition = !(
      core::anytrue([
        for range in local.internet :
        core::try(core::contains(attrs.cidr_blocks, range), false) ||
        core::try(core::contains(attrs.ipv6_cidr_blocks, range), false)
      ]) &&
      (
        core::contains(["-1", "all"], core::lower(attrs.protocol)) ||
        core::contains(["tcp", "6"], core::lower(attrs.protocol)) && attrs.from_port <= 80 && attrs.to_port >= 80
      )
    )
    error_message = "The rule lets the internet in to port 80"
  }
}

resource_policy "aws_vpc_security_group_ingress_rule" "http_ingress" {
  enforcement_level = "advisory"

  enforce {
    condition = !(
      core::anytrue([
        for range in local.internet :
        core::try(attrs.cidr_ipv4, null) == range || core::try(attrs.cidr_ipv6, null) == range
      ]) &&
      (
        core::contains(["-1", "all"], core::lower(attrs.ip_protocol)) ||
        core::contains(["tcp", "6"], core::lower(attrs.ip_protocol)) && attrs.from_port <= 80 && attrs.to_port >= 80
      )
    )
    error_message = "The rule lets the internet in to port 80"
  }
}
