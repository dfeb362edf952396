# iaclint-summary: An endpoint lets everybody do everything with the service behind it.
# iaclint-why: Whoever gets into the VPC can use it with keys of their own account, and carry data to a bucket or
# table of theirs.
# iaclint-fix: Set `policy` to one that names the accounts, buckets or principals that are needed.
# iaclint-groups: identity
# iaclint-security: 3.0
resource_policy "aws_vpc_endpoint" "policy" {
  enforcement_level = "advisory"

  # Services of others, and firewalls, take no policy.
  filter = (
    core::try(attrs.vpc_endpoint_type, "Gateway") != "GatewayLoadBalancer" &&
    !core::strcontains(attrs.service_name, ".vpce.")
  )

  locals {
    apart     = core::getresources("aws_vpc_endpoint_policy", { vpc_endpoint_id = attrs.id })
    documents = core::concat([core::try(attrs.policy, null)], [for one in local.apart : core::try(one.policy, null)])
    is_said   = core::anytrue([for one in local.documents : one != null])
    statements = core::flatten([
      for one in local.documents : one == null ? [] : core::flatten([core::jsondecode(one).Statement])
    ])
    all = [
      for one in local.statements : one.Effect == "Allow" && core::try(one.Condition, null) == null &&
      core::contains(core::flatten([core::try(one.Action, [])]), "*") &&
      core::contains(core::flatten([core::try(one.Resource, [])]), "*") &&
      core::contains(core::flatten([core::try(one.Principal.AWS, one.Principal, [])]), "*")
    ]
  }

  enforce {
    condition     = local.is_said && !core::anytrue(local.all)
    error_message = "The endpoint lets everybody do everything with the service behind it"
  }
}
