# iaclint-id: ec2-ami-public
# iaclint-summary: An image is given to everybody.
# iaclint-why: Anybody with an account at AWS starts it and reads what is on its disks: programs, configurations, and
# keys that were forgotten there.
# iaclint-fix: Name accounts with `account_id`, or the organization with `organization_arn`, instead of `group`.
# iaclint-groups: default, exposure
# iaclint-security: 7.0

resource_policy "aws_ami_launch_permission" "ec2_ami_public" {
  enforcement_level = "mandatory"

  enforce {
    condition     = core::try(attrs.group, null) != "all"
    error_message = "The image is given to everybody"
  }
}
