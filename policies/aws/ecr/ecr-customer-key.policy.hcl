# iaclint-summary: Images of a repository are encrypted with a key of AWS.
# iaclint-why: Such a key has no policy of one's own: one cannot say who may decrypt, and cannot withdraw it.
# iaclint-fix: Add `encryption_configuration` with `encryption_type = "KMS"` and a `kms_key` of your own; the
# repository is replaced by that.
# iaclint-controls: ECR.5
# iaclint-groups: customer-keys
# iaclint-peers: checkov:CKV_AWS_136, trivy:AWS-0033, kics:0e32d561-4b5a-4664-a6e3-a3fa85649157
# iaclint-security: 2.5
resource_policy "aws_ecr_repository" "customer_key" {
  enforcement_level = "advisory"

  locals {
    own = [
      for one in core::try(attrs.encryption_configuration, []) : one
      if core::try(one.kms_key, null) != null &&
      core::contains(["KMS", "KMS_DSSE"], core::coalesce(core::try(one.encryption_type, null), "AES256"))
    ]
  }

  enforce {
    condition     = core::length(local.own) > 0
    error_message = "Images are encrypted with a key of AWS"
  }
}
