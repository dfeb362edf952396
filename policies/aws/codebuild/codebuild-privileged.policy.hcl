# iaclint-summary: A project of CodeBuild runs its builds in privileged mode.
# iaclint-why: The container then has all rights on its host. It is needed to build images with Docker, and for
# nothing else.
# iaclint-fix: Remove `privileged_mode`, unless builds run Docker.
# iaclint-groups: exposure
# iaclint-peers: checkov:CKV_AWS_316
# iaclint-security: 4.0
resource_policy "aws_codebuild_project" "privileged" {
  enforcement_level = "advisory"

  enforce {
    condition     = core::try(attrs.environment[0].privileged_mode, false) != true
    error_message = "Builds run in privileged mode"
  }
}
