# iaclint-id: elb-classic-cross-zone
# iaclint-summary: A classic load balancer does not spread requests over all of its availability zones.
# iaclint-why: A zone with fewer instances gets as many requests as the others, so that its instances are overloaded
# first; where all of a zone fail, its share of the requests fails too.
# iaclint-fix: Remove `cross_zone_load_balancing`: it is on by default. Between the zones of a classic load balancer
# it costs nothing.
# iaclint-controls: ELB.9
# iaclint-groups: resilience, fsbp
# iaclint-peers: checkov:CKV_AWS_138

resource_policy "aws_elb" "classic_cross_zone" {
  enforcement_level = "advisory"

  enforce {
    condition     = core::try(attrs.cross_zone_load_balancing, true) == true
    error_message = "The load balancer does not spread requests over all of its zones"
  }
}
