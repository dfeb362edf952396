# iaclint-id: dms-customer-key
# iaclint-summary: What DMS keeps is not encrypted with a key of one's own.
# iaclint-why: Passwords of databases and the data on their way are encrypted with a key of AWS: its policy cannot be
# changed, so that one can neither say who may decrypt nor withdraw it.
# iaclint-fix: Set `kms_key_arn` to the ARN of an aws_kms_key. An aws_dms_endpoint for S3, which version 6 of the
# provider gave up for aws_dms_s3_endpoint, has `server_side_encryption_kms_key_id` in `s3_settings` instead. Instances
# and endpoints that exist are replaced by that.
# iaclint-groups: customer-keys
# iaclint-peers: checkov:CKV_AWS_212, checkov:CKV_AWS_296, checkov:CKV_AWS_298
# iaclint-security: 2.5

resource_policy "aws_dms_replication_instance" "customer_key" {
  enforcement_level = "advisory"

  enforce {
    condition     = core::try(attrs.kms_key_arn, null) != null && core::try(attrs.kms_key_arn, null) != ""
    error_message = "The replication instance is not encrypted with a key of your own"
  }
}

# An endpoint for S3 takes no key for its connection, but one for what it writes.
resource_policy "aws_dms_endpoint" "customer_key" {
  enforcement_level = "advisory"

  locals {
    key = (
      core::try(attrs.engine_name, null) == "s3" ?
      core::try(attrs.s3_settings[0].server_side_encryption_kms_key_id, null) : core::try(attrs.kms_key_arn, null)
    )
  }

  enforce {
    condition     = local.key != null && local.key != ""
    error_message = "The endpoint is not encrypted with a key of your own"
  }
}

resource_policy "aws_dms_s3_endpoint" "customer_key" {
  enforcement_level = "advisory"

  enforce {
    condition     = core::try(attrs.kms_key_arn, null) != null && core::try(attrs.kms_key_arn, null) != ""
    error_message = "The endpoint is not encrypted with a key of your own"
  }
}
