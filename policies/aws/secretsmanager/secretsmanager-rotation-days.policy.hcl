# iaclint-id: secretsmanager-rotation-days
# iaclint-summary: A secret is changed too seldom.
# iaclint-why: Who has read it once can use it for months.
# iaclint-fix: Set `automatically_after_days` of `rotation_rules` to 90 or less. The input `secret_rotation_days` asks
# for another number.
# iaclint-controls: SecretsManager.4
# iaclint-groups: secrets, fsbp
# iaclint-peers: checkov:CKV_AWS_304
# iaclint-security: 3.0

input "secret_rotation_days" {
  type        = number
  default     = 90
  description = "After how many days at most a secret is changed."
}

resource_policy "aws_secretsmanager_secret_rotation" "secretsmanager_rotation_days" {
  enforcement_level = "advisory"

  locals {
    days     = core::try(attrs.rotation_rules[0].automatically_after_days, null)
    schedule = core::try(attrs.rotation_rules[0].schedule_expression, null)
    # How often a cron expression fires is not computed.
    rate = core::try(core::tonumber(core::regex("^rate\\(([0-9]+) days?\\)$", local.schedule)[0]), 0)
  }

  enforce {
    condition     = local.days != null ? local.days <= input.secret_rotation_days : local.rate <= input.secret_rotation_days
    error_message = "The secret is changed less often than every ${input.secret_rotation_days} days"
  }
}
