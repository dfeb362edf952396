# iaclint-id: s3-block-public-policy
# iaclint-summary: A public access block lets a public policy be set.
# iaclint-why: Whoever may change its policy can open the bucket to everybody, and nothing refuses it.
# s3-public-access-block-off tells of all four switches in one finding; this policy is for whoever leaves another one
# of them off on purpose.
# iaclint-fix: Set `block_public_policy` to true.
# iaclint-controls: S3.1, S3.8
# iaclint-groups: strict
# iaclint-peers: checkov:CKV_AWS_54, checkov:CKV2_AWS_6, trivy:AWS-0087, kics:1a4bc881-9f69-4d44-8c9a-d37d08f54c50
# iaclint-security: 6.0

resource_policy "aws_s3_bucket_public_access_block" "s3_block_public_policy" {
  enforcement_level = "mandatory_overridable"

  enforce {
    condition     = core::try(attrs.block_public_policy, false) == true
    error_message = "The public access block leaves block_public_policy off"
  }
}

resource_policy "aws_s3_account_public_access_block" "s3_block_public_policy" {
  enforcement_level = "mandatory_overridable"

  enforce {
    condition     = core::try(attrs.block_public_policy, false) == true
    error_message = "The public access block leaves block_public_policy off"
  }
}
