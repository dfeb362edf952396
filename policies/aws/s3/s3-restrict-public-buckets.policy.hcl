# iaclint-id: s3-restrict-public-buckets
# iaclint-summary: A public access block lets a public policy take effect that is there already.
# iaclint-why: A policy from earlier times keeps the bucket open to everybody. s3-public-access-block-off tells of all
# four switches in one finding; this policy is for whoever leaves another one of them off on purpose.
# iaclint-fix: Set `restrict_public_buckets` to true.
# iaclint-controls: S3.1, S3.8
# iaclint-groups: strict
# iaclint-peers: checkov:CKV_AWS_56, trivy:AWS-0093, kics:1ec253ab-c220-4d63-b2de-5b40e0af9293
# iaclint-security: 6.0

resource_policy "aws_s3_bucket_public_access_block" "s3_restrict_public_buckets" {
  enforcement_level = "mandatory_overridable"

  enforce {
    condition     = core::try(attrs.restrict_public_buckets, false) == true
    error_message = "The public access block leaves restrict_public_buckets off"
  }
}

resource_policy "aws_s3_account_public_access_block" "s3_restrict_public_buckets" {
  enforcement_level = "mandatory_overridable"

  enforce {
    condition     = core::try(attrs.restrict_public_buckets, false) == true
    error_message = "The public access block leaves restrict_public_buckets off"
  }
}
