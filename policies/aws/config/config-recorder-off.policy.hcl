# iaclint-id: config-recorder-off
# iaclint-summary: AWS Config records nothing, or only some types of resources.
# iaclint-why: Nobody can say how a resource was set up before, or what changed, and rules do not judge what is not
# recorded.
# iaclint-fix: Set `is_enabled = true` in aws_config_configuration_recorder_status, and remove `all_supported = false`
# from the recorder. What must not be recorded can be left out by `exclusion_by_resource_types`.
# iaclint-controls: Config.1, CIS 3.3
# iaclint-groups: logging, fsbp, cis
# iaclint-peers: checkov:CKV2_AWS_45
# iaclint-security: 3.0

resource_policy "aws_config_configuration_recorder_status" "recorder_off" {
  enforcement_level = "advisory"

  enforce {
    condition     = core::try(attrs.is_enabled, false) == true
    error_message = "AWS Config records nothing"
  }
}

resource_policy "aws_config_configuration_recorder" "recorder_off" {
  enforcement_level = "advisory"

  enforce {
    condition = (
      core::try(attrs.recording_group[0].all_supported, true) != false ||
      core::try(attrs.recording_group[0].recording_strategy[0].use_only, "-") == "EXCLUSION_BY_RESOURCE_TYPES"
    )
    error_message = "AWS Config records only some types of resources"
  }
}
