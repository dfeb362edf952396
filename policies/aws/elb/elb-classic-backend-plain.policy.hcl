# iaclint-id: elb-classic-backend-plain
# iaclint-summary: A classic load balancer talks to its instances without encryption.
# iaclint-why: What came in encrypted goes on through the network in plain text; whoever mirrors or captures traffic
# there reads it.
# iaclint-fix: Set `instance_protocol` to `https` or `ssl`, and let the instances serve TLS; their certificates may be
# signed by themselves.
# iaclint-groups: encryption
# iaclint-peers: checkov:CKV_AWS_376
# iaclint-security: 3.0

resource_policy "aws_elb" "classic_backend_plain" {
  enforcement_level = "advisory"

  enforce {
    # What comes in by TCP goes on by TCP as it is, also where both ends have encrypted it.
    condition = core::alltrue([
      for one in core::try(attrs.listener, []) :
      core::contains(["https", "ssl"], core::lower(one.instance_protocol)) ||
      core::lower(one.instance_protocol) == "tcp" && core::lower(one.lb_protocol) == "tcp"
    ])
    error_message = "The load balancer talks to its instances without encryption"
  }
}
