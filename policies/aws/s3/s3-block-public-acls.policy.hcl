# iaclint-id: s3-block-public-acls
# iaclint-summary: A public access block lets public ACLs be set.
# iaclint-why: Whoever may change ACLs can open the bucket or an object to everybody by one word.
# s3-public-access-block-off tells of all four switches in one finding; this policy is for whoever leaves another one
# of them off on purpose.
# iaclint-fix: Set `block_public_acls` to true.
# iaclint-controls: S3.1, S3.8
# iaclint-groups: strict
# iaclint-peers: checkov:CKV_AWS_53, checkov:CKV2_AWS_6, trivy:AWS-0086, kics:d0cc8694-fcad-43ff-ac86-32331d7e867f
# iaclint-security: 6.0

resource_policy "aws_s3_bucket_public_access_block" "s3_block_public_acls" {
  enforcement_level = "mandatory_overridable"

  enforce {
    condition     = core::try(attrs.block_public_acls, false) == true
    error_message = "The public access block leaves block_public_acls off"
  }
}

resource_policy "aws_s3_account_public_access_block" "s3_block_public_acls" {
  enforcement_level = "mandatory_overridable"

  enforce {
    condition     = core::try(attrs.block_public_acls, false) == true
    error_message = "The public access block leaves block_public_acls off"
  }
}
