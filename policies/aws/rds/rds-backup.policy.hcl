# iaclint-summary: A database is not backed up.
# iaclint-why: With `backup_retention_period` 0, which the provider sends where it is left out, AWS makes no backup:
# what is deleted or damaged cannot be brought back to any point in time.
# iaclint-fix: Set `backup_retention_period` to the number of days to go back, such as 7.
# iaclint-controls: RDS.11
# iaclint-groups: default, resilience, fsbp
# iaclint-peers: checkov:CKV_AWS_133, kics:rds_with_backup_disabled
resource_policy "aws_db_instance" "backup" {
  enforcement_level = "advisory"

  filter = core::try(attrs.replicate_source_db, null) == null

  enforce {
    condition     = core::coalesce(core::try(attrs.backup_retention_period, null), 0) > 0
    error_message = "The database is not backed up"
  }
}
