# iaclint-id: rds-backup-plan
# iaclint-summary: No backup plan takes in a database, although there are plans.
# iaclint-why: Its own backups are deleted with it by default, lie in the same account, and can be deleted by whoever
# may administer it.
# iaclint-fix: Name its ARN in the `resources` of an `aws_backup_selection`, or give it the tag that a selection looks
# for.
# iaclint-controls: RDS.26
# iaclint-groups: resilience
# iaclint-peers: checkov:CKV2_AWS_8

# Where the environment has no selection, backups are made elsewhere or not with AWS Backup.
resource_policy "aws_db_instance" "backup_plan" {
  enforcement_level = "advisory"

  filter = (
    core::length(core::getresources("aws_backup_selection", {})) > 0 && core::try(attrs.replicate_source_db, null) == null
  )

  locals {
    selections = core::getresources("aws_backup_selection", {})
    named = [
      for one in local.selections : core::contains(core::coalesce(core::try(one.resources, null), []), attrs.arn)
    ]
    # By a pattern for all, or for all databases.
    meant = [
      for one in local.selections : one if core::length([
        for pattern in core::coalesce(core::try(one.resources, null), []) : pattern
        if core::try(core::regex_match(pattern, "^([*]|arn:[^:]*:rds:[^:]*:[^:]*:(db:)?[*])$"), false)
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
    error_message = "No backup plan takes in the database"
  }
}

resource_policy "aws_rds_cluster" "backup_plan" {
  enforcement_level = "advisory"

  filter = core::length(core::getresources("aws_backup_selection", {})) > 0

  locals {
    selections = core::getresources("aws_backup_selection", {})
    named = [
      for one in local.selections : core::contains(core::coalesce(core::try(one.resources, null), []), attrs.arn)
    ]
    # By a pattern for all, or for all databases.
    meant = [
      for one in local.selections : one if core::length([
        for pattern in core::coalesce(core::try(one.resources, null), []) : pattern
        if core::try(core::regex_match(pattern, "^([*]|arn:[^:]*:rds:[^:]*:[^:]*:(cluster:)?[*])$"), false)
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
    error_message = "No backup plan takes in the cluster"
  }
}
