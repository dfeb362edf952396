# iaclint-summary: Backups of a cluster of DocumentDB are kept for less than a week.
# iaclint-why: A mistake that is found after the weekend may lie before the oldest backup. Unless told otherwise they
# are kept for one day.
# iaclint-fix: Set `backup_retention_period = 7` or more. The input `documentdb_backup_days` asks for another number.
# iaclint-controls: DocumentDB.2
# iaclint-groups: resilience, fsbp
# iaclint-peers: checkov:CKV_AWS_360

input "documentdb_backup_days" {
  type        = number
  default     = 7
  description = "How many days backups of clusters of DocumentDB are kept at least."
}

resource_policy "aws_docdb_cluster" "backup_retention" {
  enforcement_level = "advisory"

  enforce {
    condition     = core::coalesce(core::try(attrs.backup_retention_period, null), 1) >= input.documentdb_backup_days
    error_message = "Backups are kept for fewer than ${input.documentdb_backup_days} days"
  }
}
