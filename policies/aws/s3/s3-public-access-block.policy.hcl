# iaclint-summary: Nothing in the repository blocks public access to a bucket.
# iaclint-why: AWS blocks it for buckets made since April 2023, but older ones are open to ACLs and policies, and where
# somebody switches the block off by hand, no plan shows it.
# iaclint-fix: Add an aws_s3_bucket_public_access_block with all four switches on, or one
# aws_s3_account_public_access_block for the account.
# iaclint-controls: S3.8, CIS 2.1.4
# iaclint-groups: exposure, fsbp, cis
# iaclint-peers: checkov:CKV2_AWS_6, trivy:AWS-0094
# iaclint-security: 5.0
resource_policy "aws_s3_bucket" "s3_public_access_block" {
  enforcement_level = "advisory"

  locals {
    blocks   = core::getresources("aws_s3_bucket_public_access_block", { bucket = attrs.id })
    accounts = core::getresources("aws_s3_account_public_access_block", {})
  }

  enforce {
    condition     = core::length(local.blocks) > 0 || core::length(local.accounts) > 0
    error_message = "No public access block is declared for the bucket"
  }
}
