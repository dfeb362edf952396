# iaclint-id: elb-health-check-http
# iaclint-summary: A target group checks the health of its targets without encryption.
# iaclint-why: The targets must then serve a port in plain text beside the encrypted one, and what the check asks and
# gets can be read in the VPC.
# iaclint-fix: Set `protocol = "HTTPS"` in `health_check`. The certificate is not verified there.
# iaclint-controls: ELB.21
# iaclint-groups: encryption, fsbp
# iaclint-security: 2.0

resource_policy "aws_lb_target_group" "health_check" {
  enforcement_level = "advisory"

  filter = core::try(attrs.target_type, "instance") != "lambda"

  enforce {
    # Without a word it is HTTP; without the block, TCP where the requests come by no HTTP either.
    condition = (
      core::contains(["HTTPS", "TCP"], core::try(core::upper(attrs.health_check[0].protocol), "HTTP")) ||
      core::length(core::try(attrs.health_check, [])) == 0 &&
      core::contains(["TCP", "UDP", "TCP_UDP", "TLS", "GENEVE"], core::try(core::upper(attrs.protocol), "HTTP"))
    )
    error_message = "The target group checks the health of its targets without encryption"
  }
}

resource_policy "aws_alb_target_group" "health_check_old" {
  enforcement_level = "advisory"

  filter = core::try(attrs.target_type, "instance") != "lambda"

  enforce {
    # Without a word it is HTTP; without the block, TCP where the requests come by no HTTP either.
    condition = (
      core::contains(["HTTPS", "TCP"], core::try(core::upper(attrs.health_check[0].protocol), "HTTP")) ||
      core::length(core::try(attrs.health_check, [])) == 0 &&
      core::contains(["TCP", "UDP", "TCP_UDP", "TLS", "GENEVE"], core::try(core::upper(attrs.protocol), "HTTP"))
    )
    error_message = "The target group checks the health of its targets without encryption"
  }
}
