# iaclint-id: secrets-in-state
# iaclint-summary: A secret is written into Terraform's state.
# iaclint-why: Whoever may read the state, or a plan that was saved, has the secret in plain text.
# iaclint-fix: Use the argument of the same name with `_wo` at its end, which Terraform 1.11 and later send and forget;
# of databases, let RDS manage the password.
# iaclint-groups: secrets
# iaclint-peers: tflint:aws_write_only_arguments
# iaclint-security: 5.0

resource_policy "aws_db_instance" "secrets_in_state" {
  enforcement_level = "advisory"

  enforce {
    condition     = core::try(attrs.password, null) == null
    error_message = "`password` is kept in the state; `password_wo` is not"
  }
}

resource_policy "aws_rds_cluster" "secrets_in_state" {
  enforcement_level = "advisory"

  enforce {
    condition     = core::try(attrs.master_password, null) == null
    error_message = "`master_password` is kept in the state; `master_password_wo` is not"
  }
}

resource_policy "aws_docdb_cluster" "secrets_in_state" {
  enforcement_level = "advisory"

  enforce {
    condition     = core::try(attrs.master_password, null) == null
    error_message = "`master_password` is kept in the state; `master_password_wo` is not"
  }
}

resource_policy "aws_redshift_cluster" "secrets_in_state" {
  enforcement_level = "advisory"

  enforce {
    condition     = core::try(attrs.master_password, null) == null
    error_message = "`master_password` is kept in the state; `master_password_wo` is not"
  }
}

resource_policy "aws_redshiftserverless_namespace" "secrets_in_state" {
  enforcement_level = "advisory"

  enforce {
    condition     = core::try(attrs.admin_user_password, null) == null
    error_message = "`admin_user_password` is kept in the state; `admin_user_password_wo` is not"
  }
}

resource_policy "aws_secretsmanager_secret_version" "secrets_in_state" {
  enforcement_level = "advisory"

  enforce {
    condition     = core::try(attrs.secret_string, null) == null
    error_message = "`secret_string` is kept in the state; `secret_string_wo` is not"
  }
}

resource_policy "aws_ssm_parameter" "secrets_in_state" {
  enforcement_level = "advisory"

  filter = core::try(attrs.type, null) == "SecureString"

  enforce {
    condition     = core::try(attrs.value, null) == null
    error_message = "`value` is kept in the state; `value_wo` is not"
  }
}
