# iaclint-summary: A Kafka cluster takes or sends records without encryption.
# iaclint-why: Whoever is in the network reads along, with the passwords of clients.
# iaclint-fix: Set `client_broker = "TLS"`, and remove `in_cluster = false`, which cannot be changed later.
# iaclint-controls: MSK.1
# iaclint-groups: encryption, fsbp
# iaclint-peers: checkov:CKV_AWS_81, trivy:AWS-0073, kics:6db52fa6-d4da-4608-908a-89f0c59e743e
# iaclint-security: 5.0
resource_policy "aws_msk_cluster" "tls" {
  enforcement_level = "mandatory_overridable"

  enforce {
    condition     = core::try(attrs.encryption_info[0].encryption_in_transit[0].client_broker, "TLS") == "TLS"
    error_message = "Clients may talk to the brokers without encryption"
  }

  enforce {
    condition     = core::try(attrs.encryption_info[0].encryption_in_transit[0].in_cluster, true) != false
    error_message = "The brokers talk to each other without encryption"
  }
}
