# iaclint-id: elb-target-group-http
# iaclint-summary: A load balancer sends requests to its targets without encryption.
# iaclint-why: What the load balancer decrypted goes on in plain text, readable by whoever can listen in the VPC.
# iaclint-fix: Set `protocol = "HTTPS"`, and give the targets a certificate, which may be one that they sign
# themselves.
# iaclint-controls: ELB.22
# iaclint-groups: encryption, fsbp
# iaclint-peers: checkov:CKV_AWS_378
# iaclint-security: 3.0

resource_policy "aws_lb_target_group" "http" {
  enforcement_level = "advisory"

  filter = core::try(attrs.target_type, "instance") != "lambda"

  enforce {
    condition     = core::try(core::upper(attrs.protocol), "") != "HTTP"
    error_message = "The target group gets its requests without encryption"
  }
}

resource_policy "aws_alb_target_group" "http_old" {
  enforcement_level = "advisory"

  filter = core::try(attrs.target_type, "instance") != "lambda"

  enforce {
    condition     = core::try(core::upper(attrs.protocol), "") != "HTTP"
    error_message = "The target group gets its requests without encryption"
  }
}
