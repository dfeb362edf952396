# iaclint-id: elb-desync-mode
# iaclint-summary: A load balancer passes on requests that servers read in different ways.
# iaclint-why: A request that the load balancer takes for one and a server for two is how other people's sessions are
# hijacked and filters are passed.
# iaclint-fix: Remove `desync_mitigation_mode`, which is "defensive" then, or set it to "strictest".
# iaclint-controls: ELB.12, ELB.14
# iaclint-groups: default, exposure, fsbp
# iaclint-peers: checkov:CKV_AWS_328
# iaclint-security: 6.0

resource_policy "aws_lb" "desync" {
  enforcement_level = "mandatory_overridable"

  enforce {
    condition     = core::try(attrs.desync_mitigation_mode, "defensive") != "monitor"
    error_message = "The load balancer passes on requests that servers read in different ways"
  }
}

resource_policy "aws_alb" "desync_old" {
  enforcement_level = "mandatory_overridable"

  enforce {
    condition     = core::try(attrs.desync_mitigation_mode, "defensive") != "monitor"
    error_message = "The load balancer passes on requests that servers read in different ways"
  }
}

resource_policy "aws_elb" "desync_classic" {
  enforcement_level = "mandatory_overridable"

  enforce {
    condition     = core::try(attrs.desync_mitigation_mode, "defensive") != "monitor"
    error_message = "The load balancer passes on requests that servers read in different ways"
  }
}
