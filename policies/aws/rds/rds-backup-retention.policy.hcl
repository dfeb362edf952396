# iaclint-id: rds-backup-retention
# iaclint-summary: Backups of a database are kept for less than a week.
# iaclint-why: A mistake that is found after the weekend may lie before the oldest backup.
# iaclint-fix: Set `backup_retention_period = 7` or more. The input `rds_backup_days` asks for another number.
# iaclint-controls: RDS.11, RDS.50
# iaclint-groups: resilience, fsbp

input "rds_backup_days" {
  type        = number
  default     = 7
  description = "How many days backups of databases are kept at least."
}

# None, or a single day: rds-backup.
resource_policy "aws_db_instance" "backup_retention" {
  enforcement_level = "advisory"

  filter = (
    core::try(attrs.replicate_source_db, null) == null &&
    core::coalesce(core::try(attrs.backup_retention_period, null), 0) > 1
  )

  enforce {
    condition     = attrs.backup_retention_period >= input.rds_backup_days
    error_message = "Backups are kept for fewer than ${input.rds_backup_days} days"
  }
}

resource_policy "aws_rds_cluster" "backup_retention" {
  enforcement_level = "advisory"

  filter = core::coalesce(core::try(attrs.backup_retention_period, null), 1) > 1

  enforce {
    condition     = attrs.backup_retention_period >= input.rds_backup_days
    error_message = "Backups are kept for fewer than ${input.rds_backup_days} days"
  }
}
