# iaclint-summary: A bucket is given an ACL although its ACLs are switched off.
# iaclint-why: S3 answers AccessControlListNotSupported when it is applied.
# iaclint-fix: Remove the aws_s3_bucket_acl; who may use the bucket is said by its policy and by IAM.
# iaclint-groups: default, hygiene
resource_policy "aws_s3_bucket_acl" "s3_acl_not_accepted" {
  enforcement_level = "mandatory"

  locals {
    controls = core::getresources("aws_s3_bucket_ownership_controls", { bucket = attrs.bucket })
    rules    = core::flatten([for one in local.controls : core::try(one.rule, [])])
  }

  enforce {
    condition = !core::anytrue([
      for rule in local.rules : core::try(rule.object_ownership, null) == "BucketOwnerEnforced"
    ])
    error_message = "The bucket takes no ACL: its ownership controls are BucketOwnerEnforced"
  }
}
