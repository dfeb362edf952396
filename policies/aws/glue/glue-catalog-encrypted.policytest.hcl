policytest {
  targets = ["glue-catalog-encrypted.policy.hcl"]
}

resource "aws_glue_data_catalog_encryption_settings" "encrypted" {
  attrs = {
    data_catalog_encryption_settings = [{
      encryption_at_rest             = [{ catalog_encryption_mode = "SSE-KMS", sse_aws_kms_key_id = "arn:aws:kms:us-east-1:123456789012:key/main" }]
      connection_password_encryption = [{ return_connection_password_encrypted = true, aws_kms_key_id = "arn:aws:kms:us-east-1:123456789012:key/main" }]
    }]
  }
}

resource "aws_glue_data_catalog_encryption_settings" "with_role" {
  attrs = {
    data_catalog_encryption_settings = [{
      encryption_at_rest             = [{ catalog_encryption_mode = "SSE-KMS-WITH-SERVICE-ROLE", sse_aws_kms_key_id = "arn:aws:kms:us-east-1:123456789012:key/main" }]
      connection_password_encryption = [{ return_connection_password_encrypted = true, aws_kms_key_id = "arn:aws:kms:us-east-1:123456789012:key/main" }]
    }]
  }
}

resource "aws_glue_data_catalog_encryption_settings" "metadata" {
  expect_failure = true
  attrs = {
    data_catalog_encryption_settings = [{
      encryption_at_rest             = [{ catalog_encryption_mode = "DISABLED" }]
      connection_password_encryption = [{ return_connection_password_encrypted = true, aws_kms_key_id = "arn:aws:kms:us-east-1:123456789012:key/main" }]
    }]
  }
}

resource "aws_glue_data_catalog_encryption_settings" "passwords" {
  expect_failure = true
  attrs = {
    data_catalog_encryption_settings = [{
      encryption_at_rest             = [{ catalog_encryption_mode = "SSE-KMS", sse_aws_kms_key_id = "arn:aws:kms:us-east-1:123456789012:key/main" }]
      connection_password_encryption = [{ return_connection_password_encrypted = false }]
    }]
  }
}

resource "aws_glue_data_catalog_encryption_settings" "unsaid" {
  expect_failure = true
  attrs          = { data_catalog_encryption_settings = [{ encryption_at_rest = [{ catalog_encryption_mode = "SSE-KMS" }] }] }
}

# iaclint-unknown: data_catalog_encryption_settings[0].encryption_at_rest[0].catalog_encryption_mode
# iaclint-expect: undetermined
resource "aws_glue_data_catalog_encryption_settings" "unknown" {
  skip = true
  attrs = {
    data_catalog_encryption_settings = [{
      encryption_at_rest             = [{ catalog_encryption_mode = "SSE-KMS", sse_aws_kms_key_id = "arn:aws:kms:us-east-1:123456789012:key/main" }]
      connection_password_encryption = [{ return_connection_password_encrypted = true, aws_kms_key_id = "arn:aws:kms:us-east-1:123456789012:key/main" }]
    }]
  }
}
