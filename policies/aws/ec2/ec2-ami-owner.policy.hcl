# iaclint-id: ec2-ami-owner
# iaclint-summary: An instance starts from the newest image of a name, whoever made it.
# iaclint-why: Everybody may publish an image under any name: who publishes a newer one of the name that is looked for
# has their programs run in one's account, with the role of the instance.
# iaclint-fix: Set `owners` in the data source, such as `["amazon"]`, `["self"]` or the account of who makes the
# image.
# iaclint-groups: exposure
# iaclint-peers: checkov:CKV_AWS_386, kics:f317c3c2-58e5-4aa7-bb8e-3a7f6bcd274a, trivy:AWS-0344
# iaclint-security: 8.0

resource_policy "aws_instance" "ec2_ami_owner" {
  enforcement_level = "mandatory_overridable"

  # Its launch template may name the image.
  filter = core::length(core::try(attrs.launch_template, [])) == 0

  locals {
    source = core::try(core::getdatasource("aws_ami", { id = attrs.ami }), null)
    # A filter may say whose images are meant, too.
    owners = core::concat(
      core::try(core::tolist(core::coalesce(local.source.owners, [])), []),
      [
        for one in core::try(local.source.filter, []) : one.name
        if core::contains(["owner-id", "owner-alias", "image-id"], one.name)
      ]
    )
  }

  enforce {
    condition     = core::try(local.source.most_recent, null) != true || core::length(local.owners) > 0
    error_message = "The newest image of that name is taken, whoever made it"
  }
}

resource_policy "aws_launch_template" "ec2_ami_owner" {
  enforcement_level = "mandatory_overridable"

  locals {
    source = core::try(core::getdatasource("aws_ami", { id = attrs.image_id }), null)
    # A filter may say whose images are meant, too.
    owners = core::concat(
      core::try(core::tolist(core::coalesce(local.source.owners, [])), []),
      [
        for one in core::try(local.source.filter, []) : one.name
        if core::contains(["owner-id", "owner-alias", "image-id"], one.name)
      ]
    )
  }

  enforce {
    condition     = core::try(local.source.most_recent, null) != true || core::length(local.owners) > 0
    error_message = "The newest image of that name is taken, whoever made it"
  }
}

resource_policy "aws_launch_configuration" "ec2_ami_owner" {
  enforcement_level = "mandatory_overridable"

  locals {
    source = core::try(core::getdatasource("aws_ami", { id = attrs.image_id }), null)
    # A filter may say whose images are meant, too.
    owners = core::concat(
      core::try(core::tolist(core::coalesce(local.source.owners, [])), []),
      [
        for one in core::try(local.source.filter, []) : one.name
        if core::contains(["owner-id", "owner-alias", "image-id"], one.name)
      ]
    )
  }

  enforce {
    condition     = core::try(local.source.most_recent, null) != true || core::length(local.owners) > 0
    error_message = "The newest image of that name is taken, whoever made it"
  }
}
