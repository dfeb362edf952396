# iaclint-id: elb-classic-ciphers
# iaclint-summary: A classic load balancer offers weak ciphers.
# iaclint-why: Ciphers such as RC4 and 3DES are broken, and those with SHA-1 are given up; AWS's policy for TLS 1.2
# leaves them out.
# iaclint-fix: Keep the ciphers of `ELBSecurityPolicy-TLS-1-2-2017-01`, best by naming that as
# `Reference-Security-Policy`.
# iaclint-groups: encryption
# iaclint-peers: kics:4a800e14-c94a-442d-9067-5a2e9f6c0a4c
# iaclint-security: 4.0

locals {
  # Those of ELBSecurityPolicy-TLS-1-2-2017-01.
  strong = [
    "ECDHE-ECDSA-AES128-GCM-SHA256", "ECDHE-RSA-AES128-GCM-SHA256", "ECDHE-ECDSA-AES128-SHA256",
    "ECDHE-RSA-AES128-SHA256", "ECDHE-ECDSA-AES256-GCM-SHA384", "ECDHE-RSA-AES256-GCM-SHA384",
    "ECDHE-ECDSA-AES256-SHA384", "ECDHE-RSA-AES256-SHA384", "AES128-GCM-SHA256", "AES128-SHA256",
    "AES256-GCM-SHA384", "AES256-SHA256"
  ]
}

resource_policy "aws_load_balancer_policy" "classic_ciphers" {
  enforcement_level = "advisory"

  filter = attrs.policy_type_name == "SSLNegotiationPolicyType"

  locals {
    weak = [
      for one in core::try(attrs.policy_attribute, []) :
      core::lower(core::tostring(one.value)) == "true" && !core::startswith(one.name, "Protocol-") &&
      one.name != "Server-Defined-Cipher-Order" && !core::contains(local.strong, one.name)
    ]
  }

  enforce {
    condition     = !core::anytrue(local.weak)
    error_message = "The load balancer offers weak ciphers"
  }
}

resource_policy "aws_lb_ssl_negotiation_policy" "classic_ciphers" {
  enforcement_level = "advisory"

  locals {
    weak = [
      for one in core::try(attrs.attribute, []) :
      core::lower(core::tostring(one.value)) == "true" && !core::startswith(one.name, "Protocol-") &&
      one.name != "Server-Defined-Cipher-Order" && !core::contains(local.strong, one.name)
    ]
  }

  enforce {
    condition     = !core::anytrue(local.weak)
    error_message = "The load balancer offers weak ciphers"
  }
}
