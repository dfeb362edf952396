# iaclint-summary: Backups of a cluster of Neptune are kept for less than a week.
# iaclint-why: A mistake that is found after the weekend may lie before the oldest backup. Unless told otherwise they
# are kept for one day.
# iaclint-fix: Set `backup_retention_period = 7` or more. The input `neptune_backup_days` asks for another number.
# iaclint-controls: Neptune.5
# iaclint-groups: resilience, fsbp
# iaclint-peers: checkov:CKV_AWS_361

input "neptune_backup_days" {
  type        = number
  default     = 7
  description = "How many days backups of clusters of Neptune are kept at least."
}

resource_policy "aws_neptune_cluster" "backup_retention" {
  enforcement_level = "advisory"

  enforce {
    condition     = core::coalesce(core::try(attrs.backup_retention_period, null), 1) >= input.neptune_backup_days
    error_message = "Backups are kept for fewer than ${input.neptune_backup_days} days"
  }
}
