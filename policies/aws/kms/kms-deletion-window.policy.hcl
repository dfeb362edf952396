# iaclint-id: kms-deletion-window
# iaclint-summary: A deleted key is gone after a few days.
# iaclint-why: While the time runs the deletion can be taken back; afterwards whatever is encrypted with the key is
# lost, and often somebody notices only at the next restore.
# iaclint-fix: Leave `deletion_window_in_days` out, which is 30 days, or set at least 14. The input
# `key_deletion_days` asks for another number.
# iaclint-groups: resilience

input "key_deletion_days" {
  type        = number
  default     = 14
  description = "For how many days at least the deletion of a KMS key can be taken back."
}

resource_policy "aws_kms_key" "kms_deletion_window" {
  enforcement_level = "advisory"

  enforce {
    condition     = core::try(core::coalesce(attrs.deletion_window_in_days, 30), 30) >= input.key_deletion_days
    error_message = "A deletion of the key can be taken back for ${attrs.deletion_window_in_days} days only"
  }
}

resource_policy "aws_kms_external_key" "kms_deletion_window" {
  enforcement_level = "advisory"

  enforce {
    condition     = core::try(core::coalesce(attrs.deletion_window_in_days, 30), 30) >= input.key_deletion_days
    error_message = "A deletion of the key can be taken back for ${attrs.deletion_window_in_days} days only"
  }
}

resource_policy "aws_kms_replica_key" "kms_deletion_window" {
  enforcement_level = "advisory"

  enforce {
    condition     = core::try(core::coalesce(attrs.deletion_window_in_days, 30), 30) >= input.key_deletion_days
    error_message = "A deletion of the key can be taken back for ${attrs.deletion_window_in_days} days only"
  }
}

resource_policy "aws_kms_replica_external_key" "kms_deletion_window" {
  enforcement_level = "advisory"

  enforce {
    condition     = core::try(core::coalesce(attrs.deletion_window_in_days, 30), 30) >= input.key_deletion_days
    error_message = "A deletion of the key can be taken back for ${attrs.deletion_window_in_days} days only"
  }
}
