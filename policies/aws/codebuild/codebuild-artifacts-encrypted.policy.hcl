# iaclint-summary: A project of CodeBuild switches the encryption of its artifacts off.
# iaclint-why: They are not encrypted with the project's key: who may read the bucket may read them, whatever the
# key's policy says. S3 encrypts them with a key that everybody in the account can use.
# iaclint-fix: Remove `encryption_disabled`.
# iaclint-groups: encryption
# iaclint-peers: checkov:CKV_AWS_78, trivy:AWS-0018
# iaclint-security: 2.5
resource_policy "aws_codebuild_project" "artifacts_encrypted" {
  enforcement_level = "advisory"

  locals {
    plain = [
      for one in core::try(attrs.artifacts, []) : one
      if core::try(one.type, null) != "NO_ARTIFACTS" && core::try(one.encryption_disabled, false) == true
    ]
    plain_too = [
      for one in core::try(attrs.secondary_artifacts, []) : one if core::try(one.encryption_disabled, false) == true
    ]
  }

  enforce {
    condition     = core::length(local.plain) == 0 && core::length(local.plain_too) == 0
    error_message = "Artifacts are not encrypted with the project's key"
  }
}
