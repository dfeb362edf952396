policytest {
  targets = ["secrets-in-state.policy.hcl"]
}

resource "aws_db_instance" "kept" {
  expect_failure = true
  attrs          = { password = "kR8-vv2mQz1x" }
}

resource "aws_db_instance" "forgotten" {
  attrs = { password = null }
}

resource "aws_rds_cluster" "kept" {
  expect_failure = true
  attrs          = { master_password = "kR8-vv2mQz1x" }
}

resource "aws_rds_cluster" "forgotten" {
  attrs = { master_password = null }
}

resource "aws_docdb_cluster" "kept" {
  expect_failure = true
  attrs          = { master_password = "kR8-vv2mQz1x" }
}

resource "aws_docdb_cluster" "forgotten" {
  attrs = { master_password = null }
}

resource "aws_redshift_cluster" "kept" {
  expect_failure = true
  attrs          = { master_password = "kR8-vv2mQz1x" }
}

resource "aws_redshift_cluster" "forgotten" {
  attrs = { master_password = null }
}

resource "aws_redshiftserverless_namespace" "kept" {
  expect_failure = true
  attrs          = { admin_user_password = "kR8-vv2mQz1x" }
}

resource "aws_redshiftserverless_namespace" "forgotten" {
  attrs = { admin_user_password = null }
}

resource "aws_secretsmanager_secret_version" "kept" {
  expect_failure = true
  attrs          = { secret_string = "kR8-vv2mQz1x" }
}

resource "aws_secretsmanager_secret_version" "forgotten" {
  attrs = { secret_string = null }
}

# iaclint-unknown: password
# iaclint-expect: undetermined
resource "aws_db_instance" "unknown" {
  skip  = true
  attrs = { password = "x" }
}

resource "aws_db_instance" "managed" {
  attrs = { manage_master_user_password = true }
}

resource "aws_ssm_parameter" "kept" {
  expect_failure = true
  attrs          = { type = "SecureString", value = "kR8-vv2mQz1x" }
}

resource "aws_ssm_parameter" "forgotten" {
  attrs = { type = "SecureString" }
}

resource "aws_ssm_parameter" "plain" {
  attrs = { type = "String", value = "eu-west-1" }
}
