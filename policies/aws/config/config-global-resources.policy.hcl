# iaclint-summary: AWS Config does not record all users, groups, roles and policies of IAM.
# iaclint-why: They belong to no region, and are recorded only where a recorder is told to. Without them nobody can say
# who had which rights before an incident.
# iaclint-fix: Set `include_global_resource_types = true` in `recording_group` of one recorder. In every region it
# costs money for nothing.
# iaclint-groups: logging
# iaclint-peers: checkov:CKV2_AWS_48
# iaclint-security: 3.0
resource_policy "aws_config_configuration_recorder" "global_resources" {
  enforcement_level = "advisory"

  locals {
    # One recorder of the environment will do, also one that names the types of IAM. Whichever excludes types records
    # those of IAM unless it names them.
    global = [
      for recorder in core::getresources("aws_config_configuration_recorder", {}) : recorder
      if(
        core::try(recorder.recording_group[0].include_global_resource_types, false) == true ||
        core::alltrue([
          for kind in ["Group", "Policy", "Role", "User"] :
          core::try(core::contains(recorder.recording_group[0].resource_types, "AWS::IAM::${kind}"), false)
        ]) ||
        core::try(recorder.recording_group[0].recording_strategy[0].use_only, "-") == "EXCLUSION_BY_RESOURCE_TYPES" &&
        !core::anytrue(core::try([
          for kind in recorder.recording_group[0].exclusion_by_resource_types[0].resource_types :
          core::startswith(kind, "AWS::IAM::")
        ], []))
      )
    ]
  }

  enforce {
    condition     = core::length(local.global) > 0
    error_message = "No recorder records all resources of IAM"
  }
}
