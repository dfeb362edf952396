policytest {
  targets = ["config-recorder-off.policy.hcl"]
}

resource "aws_config_configuration_recorder" "all" {
  skip  = true
  attrs = { name = "all" }
}

resource "aws_config_configuration_recorder" "without" {
  skip = true
  attrs = {
    name = "without"
    recording_group = [{
      all_supported               = false
      exclusion_by_resource_types = [{ resource_types = ["AWS::EC2::Instance"] }]
      recording_strategy          = [{ use_only = "EXCLUSION_BY_RESOURCE_TYPES" }]
    }]
  }
}

resource "aws_config_configuration_recorder" "some" {
  skip = true
  attrs = {
    name            = "some"
    recording_group = [{ all_supported = false, resource_types = ["AWS::EC2::Instance"] }]
  }
}

resource "aws_config_configuration_recorder_status" "all" {
  attrs = { name = aws_config_configuration_recorder.all.attrs.name, is_enabled = true }
}

resource "aws_config_configuration_recorder_status" "without" {
  attrs = { name = aws_config_configuration_recorder.without.attrs.name, is_enabled = true }
}

resource "aws_config_configuration_recorder_status" "some" {
  expect_failure = true
  attrs          = { name = aws_config_configuration_recorder.some.attrs.name, is_enabled = true }
}

resource "aws_config_configuration_recorder_status" "off" {
  expect_failure = true
  attrs          = { name = aws_config_configuration_recorder.all.attrs.name, is_enabled = false }
}

# iaclint-unknown: is_enabled
# iaclint-expect: undetermined
resource "aws_config_configuration_recorder_status" "unknown" {
  skip  = true
  attrs = { name = "all" }
}
