# iaclint-summary: Clients need not keep to what a workgroup of Athena says.
# iaclint-why: Whoever runs a query chooses where its result goes and whether with which key it is encrypted, and the
# limit of data per query does not hold for them.
# iaclint-fix: Remove `enforce_workgroup_configuration = false`.
# iaclint-groups: encryption
# iaclint-peers: checkov:CKV_AWS_82, trivy:AWS-0007
# iaclint-security: 3.0
resource_policy "aws_athena_workgroup" "enforced" {
  enforcement_level = "advisory"

  enforce {
    condition     = core::try(attrs.configuration[0].enforce_workgroup_configuration, true) != false
    error_message = "Clients may override the settings of the workgroup"
  }
}
