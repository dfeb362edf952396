# iaclint-summary: A security configuration of EMR leaves the data of clusters unencrypted at rest.
# iaclint-why: What the nodes of its clusters keep on their disks is then as readable as it was written.
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
    error_message = "The configuration leaves the data of clusters unencrypted at rest"
  }
}
