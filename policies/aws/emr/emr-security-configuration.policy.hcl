# iaclint-summary: A cluster of EMR has no security configuration.
# iaclint-why: What its nodes keep on their disks and send to each other is then encrypted only as far as somebody
# thought of it for each application.
# iaclint-fix: Make an aws_emr_security_configuration, and set `security_configuration` to its name. It cannot be
# changed for a cluster that exists.
# iaclint-groups: encryption
# iaclint-peers: checkov:CKV2_AWS_55
# iaclint-security: 3.0
resource_policy "aws_emr_cluster" "security_configuration" {
  enforcement_level = "advisory"

  enforce {
    condition     = core::try(attrs.security_configuration, null) != null
    error_message = "The cluster has no security configuration"
  }
}
