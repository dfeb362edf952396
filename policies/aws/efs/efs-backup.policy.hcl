# iaclint-summary: The files of a file system are not backed up.
# iaclint-why: What a program or a person deletes or overwrites is gone. Automatic backups are on for file systems made
# in the console, not for those that Terraform makes.
# iaclint-fix: Add an aws_efs_backup_policy with `status = "ENABLED"`, or name the file system in an
# aws_backup_selection.
# iaclint-controls: EFS.2, EFS.7
# iaclint-groups: default, resilience, fsbp
# iaclint-peers: checkov:CKV2_AWS_18
resource_policy "aws_efs_file_system" "efs_backup" {
  enforcement_level = "advisory"

  # Of a single zone, AWS backs it up unless told otherwise.
  filter = core::try(attrs.availability_zone_name, null) == null

  locals {
    policies = core::getresources("aws_efs_backup_policy", { file_system_id = attrs.id })
    statuses = core::flatten([for one in local.policies : core::try(one.backup_policy[*].status, [])])
    # A selection by tags, or one of everything, may mean it.
    selections = core::getresources("aws_backup_selection", {})
    selected = core::anytrue([
      for one in local.selections : core::length(core::try(one.selection_tag, [])) > 0 || core::anytrue([
        for resource in core::try(one.resources == null ? [] : one.resources, []) :
        resource == attrs.arn || core::try(core::contains(["*", "arn:aws:elasticfilesystem:*"], resource), false)
      ])
    ])
  }

  enforce {
    condition     = core::contains(local.statuses, "ENABLED") || local.selected
    error_message = "Nothing backs up the file system"
  }
}
