# iaclint-summary: A flow log records only the connections that were let through.
# iaclint-why: Who tries ports and addresses and is refused, which is how most attacks begin, is in no record.
# iaclint-fix: Set `traffic_type` to `ALL` or `REJECT`, or add a second flow log.
# iaclint-controls: EC2.6, CIS 3.7
# iaclint-groups: logging, fsbp, cis
# iaclint-security: 3.0
resource_policy "aws_flow_log" "vpc_flow_log_accepted_only" {
  enforcement_level = "advisory"

  filter = core::try(attrs.traffic_type, null) == "ACCEPT"

  locals {
    # Another one may record the rest.
    vpc    = core::try(attrs.vpc_id, null)
    subnet = core::try(attrs.subnet_id, null)
    others = core::concat(
      local.vpc == null ? [] : core::getresources("aws_flow_log", { vpc_id = local.vpc }),
      local.subnet == null ? [] : core::getresources("aws_flow_log", { subnet_id = local.subnet })
    )
    types = [for one in local.others : core::try(one.traffic_type, null)]
  }

  enforce {
    condition     = core::anytrue([for type in local.types : type == "ALL" || type == "REJECT"])
    error_message = "The flow log records only what is let through"
  }
}
