# iaclint-summary: A security configuration of EMR does not encrypt the EBS volumes of nodes.
# iaclint-why: The encryption of local disks by itself leaves out the root volume, where logs and programs lie, unless
# the account encrypts all volumes.
# iaclint-fix: Set `EnableEbsEncryption` to `true` in `LocalDiskEncryptionConfiguration`, with `AwsKms` as its
# `EncryptionKeyProviderType`.
# iaclint-groups: encryption
# iaclint-peers: checkov:CKV_AWS_350
# iaclint-security: 4.0
resource_policy "aws_emr_security_configuration" "ebs" {
  enforcement_level = "advisory"

  locals {
    encryption = core::try(core::jsondecode(attrs.configuration).EncryptionConfiguration, {})
    ebs = core::try(
      local.encryption.AtRestEncryptionConfiguration.LocalDiskEncryptionConfiguration.EnableEbsEncryption, false
    )
  }

  enforce {
    condition     = core::try(local.encryption.EnableAtRestEncryption, false) == true && local.ebs == true
    error_message = "The configuration does not encrypt the EBS volumes of nodes"
  }
}
