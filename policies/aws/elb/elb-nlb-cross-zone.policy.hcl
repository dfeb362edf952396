# iaclint-id: elb-nlb-cross-zone
# iaclint-summary: A network load balancer sends what arrives in a zone only to targets of that zone.
# iaclint-why: When the targets of one zone are fewer or unwell, they get too much, or its connections fail, while
# others are idle. Across zones AWS charges for the traffic.
# iaclint-fix: Set `enable_cross_zone_load_balancing = true`.
# iaclint-groups: resilience
# iaclint-peers: checkov:CKV_AWS_152

resource_policy "aws_lb" "cross_zone" {
  enforcement_level = "advisory"

  # An application load balancer always does it.
  filter = core::contains(["network", "gateway"], core::try(attrs.load_balancer_type, "application"))

  enforce {
    condition     = core::try(attrs.enable_cross_zone_load_balancing, false) == true
    error_message = "The load balancer sends what arrives in a zone only to targets of that zone"
  }
}

resource_policy "aws_alb" "cross_zone_old" {
  enforcement_level = "advisory"

  # An application load balancer always does it.
  filter = core::contains(["network", "gateway"], core::try(attrs.load_balancer_type, "application"))

  enforce {
    condition     = core::try(attrs.enable_cross_zone_load_balancing, false) == true
    error_message = "The load balancer sends what arrives in a zone only to targets of that zone"
  }
}
