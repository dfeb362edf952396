policytest {
  targets = ["config-global-resources.policy.hcl"]
}

# iaclint-unknown: recording_group[0].include_global_resource_types
# iaclint-expect: undetermined
resource "aws_config_configuration_recorder" "unknown" {
  skip  = true
  attrs = { recording_group = [{ all_supported = true }] }
}
