# iaclint-id: rds-backup
# iaclint-summary: A database is not backed up, or its backups are kept for a single day only.
# iaclint-why: With `backup_retention_period` 0, which the provider sends where it is left out of an instance, AWS
# makes no backup: what is deleted or damaged cannot be brought back. A cluster keeps one day where nothing is said: on
# Monday a mistake of Friday cannot be undone.
# iaclint-fix: Set `backup_retention_period` to the number of days to go back, such as 7.
# iaclint-controls: RDS.11
# iaclint-groups: default, resilience, fsbp
# iaclint-peers: checkov:CKV_AWS_133, trivy:AWS-0077, kics:1dc73fb4-5b51-430c-8c5f-25dcf9090b02,
# kics:e542bd46-58c4-4e0f-a52a-1fb4f9548e02

# What is restored and says nothing keeps backups for as long as its snapshot's database did.
resource_policy "aws_db_instance" "backup" {
  enforcement_level = "advisory"

  filter = (
    core::try(attrs.replicate_source_db, null) == null &&
    core::try(attrs.snapshot_identifier, null) == null &&
    core::length(core::try(attrs.restore_to_point_in_time, [])) == 0
  )

  enforce {
    condition     = core::coalesce(core::try(attrs.backup_retention_period, null), 0) > 0
    error_message = "The database is not backed up"
  }

  enforce {
    condition     = core::coalesce(core::try(attrs.backup_retention_period, null), 0) != 1
    error_message = "Backups of the database are kept for a single day only"
  }
}

resource_policy "aws_rds_cluster" "backup" {
  enforcement_level = "advisory"

  enforce {
    condition     = core::coalesce(core::try(attrs.backup_retention_period, null), 1) > 1
    error_message = "Backups of the cluster are kept for a single day only"
  }
}
