data "aws_caller_identity" "current" {}

data "aws_partition" "current" {}

data "aws_iam_policy_document" "key" {
  # Without this statement IAM policies mean nothing for the key, and nobody could administer it.
  statement {
    sid       = "AccountAdministersKey"
    actions   = ["kms:*"]
    resources = ["*"]

    principals {
      type        = "AWS"
      identifiers = ["arn:${data.aws_partition.current.partition}:iam::${data.aws_caller_identity.current.account_id}:root"]
    }
  }
}

resource "aws_kms_key" "this" {
  description         = "${var.name}: secrets"
  enable_key_rotation = true
  policy              = data.aws_iam_policy_document.key.json
}

resource "aws_kms_alias" "this" {
  name          = "alias/${var.name}-secrets"
  target_key_id = aws_kms_key.this.key_id
}

resource "aws_secretsmanager_secret" "this" {
  for_each = var.secrets

  name                    = "${var.name}/${each.key}"
  description             = each.value
  kms_key_id              = aws_kms_key.this.arn
  recovery_window_in_days = var.recovery_window_days
}

# Ephemeral: the value passes through Terraform and is kept nowhere, neither in a plan nor in the state.
ephemeral "aws_secretsmanager_random_password" "first_value" {
  for_each = var.generate_first_value ? var.secrets : {}

  password_length     = 48
  exclude_punctuation = true
}

# Written once. Rotation happens in Secrets Manager; the version below stays 1, so that no apply ever
# puts an old value back.
resource "aws_secretsmanager_secret_version" "first_value" {
  for_each = var.generate_first_value ? var.secrets : {}

  secret_id                = aws_secretsmanager_secret.this[each.key].id
  secret_string_wo         = ephemeral.aws_secretsmanager_random_password.first_value[each.key].random_password
  secret_string_wo_version = 1
}
