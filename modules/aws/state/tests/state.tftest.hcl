# Offline: the provider is a mock, so these tests need no account.
# Plans only: what is made here may not be destroyed, and a test would have to.
mock_provider "aws" {
  mock_data "aws_iam_policy_document" {
    defaults = { json = "{}" }
  }
}

variables {
  bucket = "acme-prod-terraform-state"
}

run "an_overwritten_state_can_be_brought_back" {
  command = plan

  assert {
    condition     = aws_s3_bucket_versioning.this.versioning_configuration[0].status == "Enabled"
    error_message = "The bucket keeps old versions."
  }

  assert {
    condition     = one(aws_s3_bucket_lifecycle_configuration.this.rule[0].noncurrent_version_expiration).noncurrent_days == 90 && length(aws_s3_bucket_lifecycle_configuration.this.rule[0].expiration) == 0
    error_message = "Old versions stay for 90 days, and the current one for ever."
  }
}

run "the_state_is_private_and_encrypted" {
  command = plan

  assert {
    condition     = aws_s3_bucket_public_access_block.this.block_public_acls && aws_s3_bucket_public_access_block.this.block_public_policy && aws_s3_bucket_public_access_block.this.ignore_public_acls && aws_s3_bucket_public_access_block.this.restrict_public_buckets
    error_message = "The bucket is not public in any way."
  }

  assert {
    condition     = one(one(aws_s3_bucket_server_side_encryption_configuration.this.rule).apply_server_side_encryption_by_default).sse_algorithm == "AES256"
    error_message = "The default is what the backend asks for."
  }

  assert {
    condition     = one(aws_s3_bucket_ownership_controls.this.rule).object_ownership == "BucketOwnerEnforced"
    error_message = "No access lists."
  }
}

run "refuses_a_name_that_s3_would_refuse" {
  command = plan

  variables {
    bucket = "Acme_State"
  }

  expect_failures = [var.bucket]
}

run "refuses_to_forget_too_soon" {
  command = plan

  variables {
    noncurrent_version_days = 1
  }

  expect_failures = [var.noncurrent_version_days]
}
