# iaclint-summary: ACLs still decide who may use the objects of a bucket.
# iaclint-why: Each object then has permissions of its own, given by whoever put it there: neither the bucket's policy
# nor IAM shows them, and an object of another account is not even one's own.
# iaclint-fix: Set `object_ownership = "BucketOwnerEnforced"`, after what ACLs allow today has moved to the bucket's
# policy. Buckets for the older logs of CloudFront still need ACLs.
# iaclint-controls: S3.12
# iaclint-groups: exposure, fsbp
# iaclint-peers: checkov:CKV2_AWS_65
# iaclint-security: 4.0
resource_policy "aws_s3_bucket_ownership_controls" "s3_acls_enabled" {
  enforcement_level = "advisory"

  locals {
    acls = core::getresources("aws_s3_bucket_acl", { bucket = attrs.bucket })
  }

  # Logs are delivered to it by ACL.
  filter = !core::anytrue([for acl in local.acls : core::try(acl.acl, null) == "log-delivery-write"])

  enforce {
    condition = core::alltrue([
      for rule in core::try(attrs.rule, []) : core::try(rule.object_ownership, null) == "BucketOwnerEnforced"
    ])
    error_message = "ACLs are switched on for the bucket"
  }
}
