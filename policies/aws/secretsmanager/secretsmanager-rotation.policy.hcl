# iaclint-summary: A secret is never changed by itself.
# iaclint-why: Who has read it once, in a log, an old laptop or a former job, can use it until somebody remembers to
# change it.
# iaclint-fix: Add an aws_secretsmanager_secret_rotation; of databases, let RDS manage the password.
# iaclint-controls: SecretsManager.1
# iaclint-groups: secrets, fsbp
# iaclint-peers: checkov:CKV2_AWS_57
# iaclint-security: 4.0
resource_policy "aws_secretsmanager_secret" "secretsmanager_rotation" {
  enforcement_level = "advisory"

  locals {
    by_id  = core::getresources("aws_secretsmanager_secret_rotation", { secret_id = attrs.id })
    by_arn = core::getresources("aws_secretsmanager_secret_rotation", { secret_id = attrs.arn })
  }

  enforce {
    condition     = core::length(local.by_id) > 0 || core::length(local.by_arn) > 0
    error_message = "Nothing changes the secret"
  }
}
