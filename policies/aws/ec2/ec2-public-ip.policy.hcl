# iaclint-id: ec2-public-ip
# iaclint-summary: An instance gets a public address.
# iaclint-why: The whole internet can try its ports, past every load balancer and firewall; only its security groups
# are in between.
# iaclint-fix: Remove `associate_public_ip_address`, and put the instance into a private subnet. Session Manager
# reaches it there. Where nothing is said the subnet decides, which net-map-public-ip judges.
# iaclint-controls: EC2.9, EC2.25, AutoScaling.5
# iaclint-groups: exposure, fsbp
# iaclint-peers: checkov:CKV_AWS_88, checkov:CKV_AWS_389, trivy:AWS-0009, kics:5a2486aa-facf-477d-a5c1-b010789459ce
# iaclint-security: 5.0

resource_policy "aws_launch_template" "public_ip" {
  enforcement_level = "advisory"

  enforce {
    condition = !core::anytrue([
      for one in core::try(attrs.network_interfaces, []) :
      core::try(core::tostring(one.associate_public_ip_address) == "true", false)
    ])
    error_message = "The instances get a public address"
  }
}

resource_policy "aws_launch_configuration" "public_ip" {
  enforcement_level = "advisory"

  enforce {
    condition     = core::try(attrs.associate_public_ip_address, null) != true
    error_message = "The instances get a public address"
  }
}

resource_policy "aws_instance" "public_ip" {
  enforcement_level = "advisory"

  enforce {
    # Where it is not said, the subnet decides, which the rule net-map-public-ip tells.
    condition     = core::try(attrs.associate_public_ip_address, null) != true
    error_message = "The instance gets a public address"
  }
}
