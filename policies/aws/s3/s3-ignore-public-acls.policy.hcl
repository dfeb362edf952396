# iaclint-id: s3-ignore-public-acls
# iaclint-summary: A public access block lets public ACLs take effect that are there already.
# iaclint-why: An ACL from earlier times, or one that an object was stored with, makes objects public.
# s3-public-access-block-off tells of all four switches in one finding; this policy is for whoever leaves another one
# of them off on purpose.
# iaclint-fix: Set `ignore_public_acls` to true.
# iaclint-controls: S3.1, S3.8
# iaclint-groups: strict
# iaclint-peers: checkov:CKV_AWS_55, trivy:AWS-0091, kics:4fa66806-0dd9-4f8d-9480-3174d39c7c91
# iaclint-security: 6.0

resource_policy "aws_s3_bucket_public_access_block" "s3_ignore_public_acls" {
  enforcement_level = "mandatory_overridable"

  enforce {
    condition     = core::try(attrs.ignore_public_acls, false) == true
    error_message = "The public access block leaves ignore_public_acls off"
  }
}

resource_policy "aws_s3_account_public_access_block" "s3_ignore_public_acls" {
  enforcement_level = "mandatory_overridable"

  enforce {
    condition     = core::try(attrs.ignore_public_acls, false) == true
    error_message = "The public access block leaves ignore_public_acls off"
  }
}
