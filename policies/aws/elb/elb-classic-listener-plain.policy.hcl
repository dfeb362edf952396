# iaclint-id: elb-classic-listener-plain
# iaclint-summary: A listener of a classic load balancer does not end TLS.
# iaclint-why: With HTTP, and with TCP unless the instances see to it, whoever is on the way reads and changes what
# both sides say, with passwords and cookies. Such a load balancer cannot redirect to HTTPS.
# iaclint-fix: Set `lb_protocol` to `https` or `ssl`, and `ssl_certificate_id` to the ARN of an aws_acm_certificate;
# an application load balancer also redirects.
# iaclint-controls: ELB.3
# iaclint-groups: encryption, fsbp
# iaclint-peers: checkov:CKV_AWS_127
# iaclint-security: 5.0

resource_policy "aws_elb" "classic_listener_plain" {
  enforcement_level = "advisory"

  enforce {
    # AWS takes no such listener without a certificate.
    condition = core::alltrue([
      for one in core::try(attrs.listener, []) : core::contains(["https", "ssl"], core::lower(one.lb_protocol))
    ])
    error_message = "A listener of the load balancer does not end TLS"
  }
}
