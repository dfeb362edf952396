# iaclint-id: fsx-customer-key
# iaclint-summary: A file system of FSx is encrypted with a key of AWS.
# iaclint-why: The policy of such a key cannot be changed: one cannot say who may decrypt the files and their backups,
# nor withdraw the key, nor copy a backup to another account.
# iaclint-fix: Set `kms_key_id` to the ARN of an aws_kms_key. A file system that exists is replaced by that: copy its
# data first.
# iaclint-groups: customer-keys
# iaclint-peers: checkov:CKV_AWS_178, checkov:CKV_AWS_179, checkov:CKV_AWS_190, checkov:CKV_AWS_203
# iaclint-security: 2.0

resource_policy "aws_fsx_ontap_file_system" "fsx_customer_key" {
  enforcement_level = "advisory"

  enforce {
    condition     = core::try(attrs.kms_key_id, null) != null && core::try(attrs.kms_key_id, null) != ""
    error_message = "The file system is encrypted with a key of AWS"
  }
}

resource_policy "aws_fsx_windows_file_system" "fsx_customer_key" {
  enforcement_level = "advisory"

  enforce {
    condition     = core::try(attrs.kms_key_id, null) != null && core::try(attrs.kms_key_id, null) != ""
    error_message = "The file system is encrypted with a key of AWS"
  }
}

resource_policy "aws_fsx_openzfs_file_system" "fsx_customer_key" {
  enforcement_level = "advisory"

  enforce {
    condition     = core::try(attrs.kms_key_id, null) != null && core::try(attrs.kms_key_id, null) != ""
    error_message = "The file system is encrypted with a key of AWS"
  }
}

# A scratch file system takes no key of one's own.
resource_policy "aws_fsx_lustre_file_system" "fsx_customer_key" {
  enforcement_level = "advisory"

  filter = !core::startswith(core::coalesce(core::try(attrs.deployment_type, null), "SCRATCH_1"), "SCRATCH")

  enforce {
    condition     = core::try(attrs.kms_key_id, null) != null && core::try(attrs.kms_key_id, null) != ""
    error_message = "The file system is encrypted with a key of AWS"
  }
}
