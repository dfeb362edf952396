# iaclint-id: ec2-detailed-monitoring
# iaclint-summary: The metrics of an instance come every five minutes only.
# iaclint-why: Alarms and scaling then know of an overload when minutes have passed.
# iaclint-fix: Set `monitoring = true`, in a launch template `monitoring` with `enabled = true`. Detailed monitoring
# costs a few dollars a month for each instance.
# iaclint-groups: logging
# iaclint-peers: checkov:CKV_AWS_126, kics:23b70e32-032e-4fa6-ba5c-82f56b9980e6

resource_policy "aws_instance" "ec2_detailed_monitoring" {
  enforcement_level = "advisory"

  # What its launch template says holds where it says nothing itself.
  filter = core::length(core::try(attrs.launch_template, [])) == 0

  enforce {
    condition     = core::try(attrs.monitoring, false) == true
    error_message = "Metrics of the instance come every five minutes only"
  }
}

resource_policy "aws_launch_template" "ec2_detailed_monitoring" {
  enforcement_level = "advisory"

  enforce {
    condition     = core::try(attrs.monitoring[0].enabled, false) == true
    error_message = "Metrics of the instances come every five minutes only"
  }
}
