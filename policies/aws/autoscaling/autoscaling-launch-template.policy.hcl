# iaclint-summary: A group of instances starts them from a launch configuration.
# iaclint-why: AWS adds nothing to launch configurations any more: no new instance types since 2023, and new accounts
# cannot make one at all.
# iaclint-fix: Make an aws_launch_template and name it in a `launch_template` block.
# iaclint-controls: AutoScaling.9
# iaclint-groups: upgrades, fsbp
# iaclint-peers: checkov:CKV_AWS_315
resource_policy "aws_autoscaling_group" "launch_template" {
  enforcement_level = "advisory"

  enforce {
    condition     = core::try(attrs.launch_configuration, null) == null
    error_message = "The group starts its instances from a launch configuration"
  }
}
