# iaclint-summary: The objects of a bucket are not encrypted with a key of one's own.
# iaclint-why: S3 encrypts them with a key that AWS has and that everybody who may read the object uses without being
# asked: no key policy can keep them from it, and no key can be revoked.
# iaclint-fix: Add an aws_s3_bucket_server_side_encryption_configuration with `sse_algorithm = "aws:kms"` and the ARN
# of an aws_kms_key as `kms_master_key_id`. Load balancers cannot write their logs to such a bucket.
# iaclint-controls: S3.17
# iaclint-groups: customer-keys
# iaclint-peers: checkov:CKV_AWS_145, trivy:AWS-0132
# iaclint-security: 3.0
resource_policy "aws_s3_bucket" "s3_customer_key" {
  enforcement_level = "advisory"

  locals {
    separate = core::getresources("aws_s3_bucket_server_side_encryption_configuration", { bucket = attrs.id })
    inline   = core::flatten(core::try(attrs.server_side_encryption_configuration[*].rule, []))
    rules    = core::flatten(core::concat([for one in local.separate : core::try(one.rule, [])], local.inline))
    keys = core::flatten([
      for rule in local.rules : core::try(rule.apply_server_side_encryption_by_default[*].kms_master_key_id, [])
    ])
    own = core::anytrue([
      for key in local.keys : (key != null && (
        core::try(!core::startswith(key, "alias/aws/") && key != "", false) ||
        core::length(core::getresources("aws_kms_key", { arn = key })) > 0 ||
        core::length(core::getresources("aws_kms_key", { key_id = key })) > 0 ||
        core::length(core::getresources("aws_kms_key", { id = key })) > 0
      ))
    ])
  }

  enforce {
    condition     = local.own
    error_message = "The bucket's objects are not encrypted with a key of your own"
  }
}
