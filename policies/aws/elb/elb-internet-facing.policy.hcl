# iaclint-id: elb-internet-facing
# iaclint-summary: A load balancer faces the internet.
# iaclint-why: Everybody can send requests to it, so whatever is behind must stand them.
# iaclint-fix: Set `internal = true`, or say in an ignore comment for whom the load balancer is.
# iaclint-groups: exposure
# iaclint-peers: trivy:AWS-0053
# iaclint-security: 4.0

resource_policy "aws_lb" "internet_facing" {
  enforcement_level = "advisory"

  # Those for firewalls face nobody.
  filter = core::try(attrs.load_balancer_type, "application") != "gateway"

  enforce {
    condition     = core::try(attrs.internal, false) == true
    error_message = "The load balancer faces the internet"
  }
}

resource_policy "aws_alb" "internet_facing_old" {
  enforcement_level = "advisory"

  # Those for firewalls face nobody.
  filter = core::try(attrs.load_balancer_type, "application") != "gateway"

  enforce {
    condition     = core::try(attrs.internal, false) == true
    error_message = "The load balancer faces the internet"
  }
}
