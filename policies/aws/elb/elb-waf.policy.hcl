# iaclint-id: elb-waf
# iaclint-summary: No firewall looks at the requests to a load balancer that faces the internet.
# iaclint-why: Known attacks, floods from one address and scanners reach the application, which must stand all of them
# itself.
# iaclint-fix: Add an aws_wafv2_web_acl_association with the load balancer's ARN.
# iaclint-controls: ELB.16
# iaclint-groups: exposure
# iaclint-peers: checkov:CKV2_AWS_28, kics:0afa6ab8-a047-48cf-be07-93a2f8c34cf7
# iaclint-security: 4.0

resource_policy "aws_lb" "waf" {
  enforcement_level = "advisory"

  filter = core::try(attrs.load_balancer_type, "application") == "application" && core::try(attrs.internal, false) != true

  locals {
    current = core::getresources("aws_wafv2_web_acl_association", { resource_arn = attrs.arn })
    classic = core::getresources("aws_wafregional_web_acl_association", { resource_arn = attrs.arn })
  }

  enforce {
    condition     = core::length(local.current) > 0 || core::length(local.classic) > 0
    error_message = "No firewall looks at the requests to the load balancer"
  }
}

resource_policy "aws_alb" "waf_old" {
  enforcement_level = "advisory"

  filter = core::try(attrs.load_balancer_type, "application") == "application" && core::try(attrs.internal, false) != true

  locals {
    current = core::getresources("aws_wafv2_web_acl_association", { resource_arn = attrs.arn })
    classic = core::getresources("aws_wafregional_web_acl_association", { resource_arn = attrs.arn })
  }

  enforce {
    condition     = core::length(local.current) > 0 || core::length(local.classic) > 0
    error_message = "No firewall looks at the requests to the load balancer"
  }
}
