# iaclint-summary: A security configuration of EMR does not encrypt what the nodes of clusters send each other.
# iaclint-why: Whoever can listen in the VPC reads the data, and the credentials that go with it.
# iaclint-fix: Set `EnableInTransitEncryption` to `true` in `EncryptionConfiguration`, and name the certificates in
# `InTransitEncryptionConfiguration`.
# iaclint-controls: EMR.4
# iaclint-groups: encryption, fsbp
# iaclint-peers: checkov:CKV_AWS_351, trivy:AWS-0138
# iaclint-security: 4.0
resource_policy "aws_emr_security_configuration" "in_transit" {
  enforcement_level = "advisory"

  locals {
    encryption = core::try(core::jsondecode(attrs.configuration).EncryptionConfiguration, {})
  }

  enforce {
    condition     = core::try(local.encryption.EnableInTransitEncryption, false) == true
    error_message = "The configuration does not encrypt what the nodes send each other"
  }
}
