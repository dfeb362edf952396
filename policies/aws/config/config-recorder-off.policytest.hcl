policytest {
  targets = ["config-recorder-off.policy.hcl"]
}

resource "aws_config_configuration_recorder_status" "on" {
  attrs = { name = "default", is_enabled = true }
}

resource "aws_config_configuration_recorder_status" "off" {
  expect_failure = true
  attrs          = { name = "default", is_enabled = false }
}

# iaclint-unknown: is_enabled
# iaclint-expect: undetermined
resource "aws_config_configuration_recorder_status" "unknown" {
  skip  = true
  attrs = { name = "default" }
}

resource "aws_config_configuration_recorder" "unsaid" {
  attrs = { name = "default" }
}

resource "aws_config_configuration_recorder" "all" {
  attrs = { recording_group = [{ all_supported = true }] }
}

resource "aws_config_configuration_recorder" "all_but_one" {
  attrs = {
    recording_group = [{
      all_supported               = false
      exclusion_by_resource_types = [{ resource_types = ["AWS::EC2::Instance"] }]
      recording_strategy          = [{ use_only = "EXCLUSION_BY_RESOURCE_TYPES" }]
    }]
  }
}

resource "aws_config_configuration_recorder" "one" {
  expect_failure = true
  attrs          = { recording_group = [{ all_supported = false, resource_types = ["AWS::EC2::Instance"] }] }
}

# iaclint-unknown: recording_group[0].all_supported
# iaclint-expect: undetermined
resource "aws_config_configuration_recorder" "unknown" {
  skip  = true
  attrs = { recording_group = [{ resource_types = ["AWS::EC2::Instance"] }] }
}
