# iaclint-summary: A security configuration of EMR does not encrypt the local disks of nodes.
# iaclint-why: HDFS and what jobs spill over lie there, and so does what was read from encrypted buckets.
# iaclint-fix: Add a `LocalDiskEncryptionConfiguration` with an `EncryptionKeyProviderType` to
# `AtRestEncryptionConfiguration`, and set `EnableAtRestEncryption` to `true`.
# iaclint-groups: encryption
# iaclint-peers: checkov:CKV_AWS_349, trivy:AWS-0139
# iaclint-security: 4.0
resource_policy "aws_emr_security_configuration" "local_disks" {
  enforcement_level = "advisory"

  locals {
    encryption = core::try(core::jsondecode(attrs.configuration).EncryptionConfiguration, {})
    keys = core::try(
      local.encryption.AtRestEncryptionConfiguration.LocalDiskEncryptionConfiguration.EncryptionKeyProviderType, ""
    )
  }

  enforce {
    condition     = core::try(local.encryption.EnableAtRestEncryption, false) == true && local.keys != ""
    error_message = "The configuration does not encrypt the local disks of nodes"
  }
}
