# iaclint-id: s3-object-customer-key
# iaclint-summary: An object is not encrypted with a key of one's own.
# iaclint-why: S3 encrypts it with a key of AWS, which everybody who may read the object uses without being asked.
# iaclint-fix: Set `kms_key_id` to the ARN of an aws_kms_key, or make it the bucket's default.
# iaclint-groups: customer-keys
# iaclint-peers: checkov:CKV_AWS_181, checkov:CKV_AWS_186
# iaclint-security: 2.0

resource_policy "aws_s3_object" "s3_object_customer_key" {
  enforcement_level = "advisory"

  locals {
    # What the object does not say, its bucket says.
    separate = core::getresources("aws_s3_bucket_server_side_encryption_configuration", { bucket = attrs.bucket })
    rules    = core::flatten([for one in local.separate : core::try(one.rule, [])])
    keys = core::flatten([
      for rule in local.rules : core::try(rule.apply_server_side_encryption_by_default[*].kms_master_key_id, [])
    ])
  }

  enforce {
    condition = core::try(attrs.kms_key_id, null) != null || (
      core::try(attrs.server_side_encryption, null) == null &&
      core::anytrue([for key in local.keys : key != null && key != ""])
    )
    error_message = "The object is not encrypted with a key of your own"
  }
}

resource_policy "aws_s3_bucket_object" "s3_object_customer_key" {
  enforcement_level = "advisory"

  locals {
    # What the object does not say, its bucket says.
    separate = core::getresources("aws_s3_bucket_server_side_encryption_configuration", { bucket = attrs.bucket })
    rules    = core::flatten([for one in local.separate : core::try(one.rule, [])])
    keys = core::flatten([
      for rule in local.rules : core::try(rule.apply_server_side_encryption_by_default[*].kms_master_key_id, [])
    ])
  }

  enforce {
    condition = core::try(attrs.kms_key_id, null) != null || (
      core::try(attrs.server_side_encryption, null) == null &&
      core::anytrue([for key in local.keys : key != null && key != ""])
    )
    error_message = "The object is not encrypted with a key of your own"
  }
}

resource_policy "aws_s3_object_copy" "s3_object_customer_key" {
  enforcement_level = "advisory"

  locals {
    # What the object does not say, its bucket says.
    separate = core::getresources("aws_s3_bucket_server_side_encryption_configuration", { bucket = attrs.bucket })
    rules    = core::flatten([for one in local.separate : core::try(one.rule, [])])
    keys = core::flatten([
      for rule in local.rules : core::try(rule.apply_server_side_encryption_by_default[*].kms_master_key_id, [])
    ])
  }

  enforce {
    condition = core::try(attrs.kms_key_id, null) != null || (
      core::try(attrs.server_side_encryption, null) == null &&
      core::anytrue([for key in local.keys : key != null && key != ""])
    )
    error_message = "The object is not encrypted with a key of your own"
  }
}
