policytest {
  targets = ["config-global-resources.policy.hcl"]
}

resource "aws_config_configuration_recorder" "global" {
  attrs = { recording_group = [{ all_supported = true, include_global_resource_types = true }] }
}

# Another one does.
resource "aws_config_configuration_recorder" "of_another_region" {
  attrs = { name = "default" }
}
