policytest {
  targets = ["config-global-resources.policy.hcl"]
}

resource "aws_config_configuration_recorder" "excluding" {
  attrs = {
    recording_group = [{
      all_supported               = false
      exclusion_by_resource_types = [{ resource_types = ["AWS::EC2::Instance"] }]
      recording_strategy          = [{ use_only = "EXCLUSION_BY_RESOURCE_TYPES" }]
    }]
  }
}
