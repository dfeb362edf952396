# iaclint-id: elb-listener-plain
# iaclint-summary: A listener takes requests without encryption and does not redirect them.
# iaclint-why: Whoever is on the way between a visitor and the load balancer reads and changes what both say, with
# passwords and cookies.
# iaclint-fix: Set `protocol = "HTTPS"` with a certificate, or make the default action a redirect with `protocol =
# "HTTPS"`.
# iaclint-controls: ELB.1
# iaclint-groups: encryption, fsbp
# iaclint-peers: checkov:CKV_AWS_2, checkov:CKV2_AWS_20, checkov:CKV_AWS_103, trivy:AWS-0054,
# kics:de7f5e83-da88-4046-871f-ea18504b1d43
# iaclint-security: 5.0

resource_policy "aws_lb_listener" "plain" {
  enforcement_level = "advisory"

  locals {
    # Without a word an application load balancer takes it for HTTP; one for firewalls has neither protocol nor port.
    is_plain = (
      core::try(core::upper(attrs.protocol), "") == "HTTP" ||
      core::try(attrs.protocol, null) == null && core::try(attrs.port, null) != null
    )
    redirects = [
      for one in core::try(attrs.default_action, []) :
      core::try(one.type, "") == "redirect" && core::try(core::upper(one.redirect[0].protocol), "") == "HTTPS"
    ]
  }

  enforce {
    condition     = !local.is_plain || core::anytrue(local.redirects)
    error_message = "The listener takes requests without encryption and does not redirect them"
  }
}

resource_policy "aws_alb_listener" "plain" {
  enforcement_level = "advisory"

  locals {
    # Without a word an application load balancer takes it for HTTP; one for firewalls has neither protocol nor port.
    is_plain = (
      core::try(core::upper(attrs.protocol), "") == "HTTP" ||
      core::try(attrs.protocol, null) == null && core::try(attrs.port, null) != null
    )
    redirects = [
      for one in core::try(attrs.default_action, []) :
      core::try(one.type, "") == "redirect" && core::try(core::upper(one.redirect[0].protocol), "") == "HTTPS"
    ]
  }

  enforce {
    condition     = !local.is_plain || core::anytrue(local.redirects)
    error_message = "The listener takes requests without encryption and does not redirect them"
  }
}
