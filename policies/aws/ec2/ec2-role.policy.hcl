# iaclint-id: ec2-role
# iaclint-summary: An instance has no role.
# iaclint-why: What needs AWS there is given keys of a user, which lie on the disk and do not expire. Session Manager
# and patching do not reach it either, unless the account manages all of its hosts by default.
# iaclint-fix: Set `iam_instance_profile` to an aws_iam_instance_profile whose role allows what the instance needs;
# `AmazonSSMManagedInstanceCore` is enough for Session Manager.
# iaclint-groups: identity
# iaclint-peers: checkov:CKV2_AWS_41
# iaclint-security: 3.0

resource_policy "aws_instance" "ec2_role" {
  enforcement_level = "advisory"

  # What its launch template says holds where it says nothing itself.
  filter = core::length(core::try(attrs.launch_template, [])) == 0

  locals {
    profile  = core::try(attrs.iam_instance_profile, null)
    profiles = core::getresources("aws_iam_instance_profile", { name = local.profile })
  }

  enforce {
    condition     = local.profile != null && (local.profile != "" || core::length(local.profiles) > 0)
    error_message = "The instance has no role"
  }
}
