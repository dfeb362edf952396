# iaclint-id: s3-public-access-block-off
# iaclint-summary: A public access block leaves some of its switches off.
# iaclint-why: What is left off is taken for off: one ACL or policy that is too wide then makes objects public,
# whatever the other switches say.
# iaclint-fix: Set `block_public_acls`, `ignore_public_acls`, `block_public_policy` and `restrict_public_buckets` to
# true.
# iaclint-controls: S3.1, S3.8, CIS 2.1.4
# iaclint-groups: default, exposure, fsbp, cis
# iaclint-peers: checkov:CKV2_AWS_6, checkov:CKV_AWS_53, checkov:CKV_AWS_54, checkov:CKV_AWS_55, checkov:CKV_AWS_56,
# trivy:AWS-0086, trivy:AWS-0087, trivy:AWS-0091, trivy:AWS-0093, kics:d0cc8694-fcad-43ff-ac86-32331d7e867f,
# kics:1a4bc881-9f69-4d44-8c9a-d37d08f54c50, kics:4fa66806-0dd9-4f8d-9480-3174d39c7c91,
# kics:1ec253ab-c220-4d63-b2de-5b40e0af9293
# iaclint-security: 7.0

resource_policy "aws_s3_bucket_public_access_block" "s3_public_access_block_off" {
  enforcement_level = "mandatory_overridable"

  locals {
    switches = {
      block_public_acls       = core::try(attrs.block_public_acls, false)
      block_public_policy     = core::try(attrs.block_public_policy, false)
      ignore_public_acls      = core::try(attrs.ignore_public_acls, false)
      restrict_public_buckets = core::try(attrs.restrict_public_buckets, false)
    }
    off = [for name, is_on in local.switches : name if is_on != true]
  }

  enforce {
    condition     = core::alltrue([for name, is_on in local.switches : is_on == true])
    error_message = "The public access block leaves switches off: ${core::join(", ", local.off)}"
  }
}

resource_policy "aws_s3_account_public_access_block" "s3_public_access_block_off" {
  enforcement_level = "mandatory_overridable"

  locals {
    switches = {
      block_public_acls       = core::try(attrs.block_public_acls, false)
      block_public_policy     = core::try(attrs.block_public_policy, false)
      ignore_public_acls      = core::try(attrs.ignore_public_acls, false)
      restrict_public_buckets = core::try(attrs.restrict_public_buckets, false)
    }
    off = [for name, is_on in local.switches : name if is_on != true]
  }

  enforce {
    condition     = core::alltrue([for name, is_on in local.switches : is_on == true])
    error_message = "The public access block leaves switches off: ${core::join(", ", local.off)}"
  }
}
