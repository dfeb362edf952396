# iaclint-summary: An instance of Neptune has a public address.
# iaclint-why: Its name resolves to an address of the internet: one rule of a security group that is too wide, and
# anybody may try to get in.
# iaclint-fix: Set `publicly_accessible = false`, and reach the cluster from within the VPC.
# iaclint-groups: default, exposure
# iaclint-peers: checkov:CKV_AWS_102, kics:9ba198e0-fef4-464a-8a4d-75ea55300de7
# iaclint-security: 8.0
resource_policy "aws_neptune_cluster_instance" "public" {
  enforcement_level = "mandatory"

  enforce {
    condition     = core::try(attrs.publicly_accessible, false) != true
    error_message = "The instance has a public address"
  }
}
