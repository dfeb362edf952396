# iaclint-id: ec2-volume-backup-plan
# iaclint-summary: No backup plan takes in an EBS volume, although there are plans.
# iaclint-why: What is deleted or overwritten on it, by mistake or on purpose, cannot be brought back.
# iaclint-fix: Name its ARN in the `resources` of an `aws_backup_selection`, or give it the tag that a selection looks
# for.
# iaclint-controls: EC2.28
# iaclint-groups: resilience
# iaclint-peers: checkov:CKV2_AWS_9

# Where the environment has no selection, backups are made elsewhere or not with AWS Backup.
resource_policy "aws_ebs_volume" "ec2_volume_backup_plan" {
  enforcement_level = "advisory"

  filter = core::length(core::getresources("aws_backup_selection", {})) > 0

  locals {
    selections = core::getresources("aws_backup_selection", {})
    # One looks for the volume of an ARN, since before they are made nothing tells two ARNs apart.
    named = core::flatten([
      for one in local.selections : [
        for arn in core::coalesce(core::try(one.resources, null), []) :
        core::length(core::getresources("aws_ebs_volume", { arn = arn, id = attrs.id })) > 0
      ]
    ])
    # By a pattern for all, or for all volumes.
    meant = [
      for one in local.selections : one if core::length([
        for pattern in core::coalesce(core::try(one.resources, null), []) : pattern
        if core::length(core::getresources("aws_ebs_volume", { arn = pattern })) == 0 &&
        core::try(core::regex_match(pattern, "^([*]|arn:[^:]*:ec2:[^:]*:[^:]*:(volume/)?[*])$"), false)
      ]) > 0
    ]
    tagged = [
      for one in local.selections : one if core::length([
        for tag in core::try(one.selection_tag, []) : tag if core::try(attrs.tags_all[tag.key], null) == tag.value
      ]) > 0
    ]
  }

  enforce {
    condition = (
      core::anytrue(local.named) ||
      core::length(local.meant) > 0 ||
      core::length(local.tagged) > 0
    )
    error_message = "No backup plan takes in the volume"
  }
}
