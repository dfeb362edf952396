# iaclint-summary: A security configuration of EMR does not encrypt the data of clusters at rest.
# iaclint-why: What the nodes of its clusters keep on volumes of EBS is then as readable as it was written, unless the
# account encrypts all volumes.
# iaclint-fix: Set `EnableAtRestEncryption` to `true` in `EncryptionConfiguration`, and say in
# `AtRestEncryptionConfiguration` with which keys.
# iaclint-controls: EMR.3
# iaclint-groups: encryption, fsbp
# iaclint-peers: trivy:AWS-0137
# iaclint-security: 5.0
resource_policy "aws_emr_security_configuration" "at_rest" {
  enforcement_level = "mandatory_overridable"

  locals {
    encryption = core::try(core::jsondecode(attrs.configuration).EncryptionConfiguration, {})
  }

  enforce {
    condition     = core::try(local.encryption.EnableAtRestEncryption, false) == true
    error_message = "The configuration does not encrypt the data of clusters at rest"
  }
}
