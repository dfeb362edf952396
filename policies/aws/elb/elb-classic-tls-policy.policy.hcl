# iaclint-id: elb-classic-tls-policy
# iaclint-summary: A classic load balancer talks SSL 3.0, TLS 1.0 or TLS 1.1.
# iaclint-why: These versions are broken or given up; whoever is in between makes both sides agree on the oldest that
# they share.
# iaclint-fix: Keep `Protocol-TLSv1.2` alone, or name `ELBSecurityPolicy-TLS-1-2-2017-01` as
# `Reference-Security-Policy`: the other policies of AWS let older versions in. TLS 1.3 needs an application or
# network load balancer.
# iaclint-controls: ELB.8
# iaclint-groups: encryption, fsbp
# iaclint-peers: checkov:CKV_AWS_213, kics:126c1788-23c2-4a10-906c-ef179f4f96ec
# iaclint-security: 5.0

locals {
  # All of AWS's policies for classic load balancers but ELBSecurityPolicy-TLS-1-2-2017-01.
  old_policies = [
    "ELBSecurityPolicy-2011-08", "ELBSecurityPolicy-2014-01", "ELBSecurityPolicy-2014-10",
    "ELBSecurityPolicy-2015-02", "ELBSecurityPolicy-2015-03", "ELBSecurityPolicy-2015-05",
    "ELBSecurityPolicy-2016-08", "ELBSecurityPolicy-TLS-1-1-2017-01"
  ]
  old_protocols = ["Protocol-SSLv2", "Protocol-SSLv3", "Protocol-TLSv1", "Protocol-TLSv1.1"]
}

resource_policy "aws_load_balancer_policy" "classic_tls_policy" {
  enforcement_level = "advisory"

  filter = attrs.policy_type_name == "SSLNegotiationPolicyType"

  locals {
    old = [
      for one in core::try(attrs.policy_attribute, []) :
      one.name == "Reference-Security-Policy" && core::contains(local.old_policies, one.value) ||
      core::contains(local.old_protocols, one.name) && core::lower(core::tostring(one.value)) == "true"
    ]
  }

  enforce {
    condition     = !core::anytrue(local.old)
    error_message = "The load balancer talks versions of TLS that are given up"
  }
}

resource_policy "aws_lb_ssl_negotiation_policy" "classic_tls_policy" {
  enforcement_level = "advisory"

  locals {
    old = [
      for one in core::try(attrs.attribute, []) :
      one.name == "Reference-Security-Policy" && core::contains(local.old_policies, one.value) ||
      core::contains(local.old_protocols, one.name) && core::lower(core::tostring(one.value)) == "true"
    ]
  }

  enforce {
    condition     = !core::anytrue(local.old)
    error_message = "The load balancer talks versions of TLS that are given up"
  }
}
