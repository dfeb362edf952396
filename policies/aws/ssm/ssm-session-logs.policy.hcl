# iaclint-summary: What happens in sessions of Session Manager is not logged, or into a log that need not be encrypted.
# iaclint-why: Without a log nobody can say what somebody did on an instance. In the log is what was typed and shown,
# passwords too.
# iaclint-fix: Set `cloudWatchLogGroupName` and `cloudWatchEncryptionEnabled`, or `s3BucketName` and
# `s3EncryptionEnabled`, in `inputs` of the document. A log group then needs a `kms_key_id`.
# iaclint-groups: logging
# iaclint-peers: checkov:CKV_AWS_113
# iaclint-security: 3.0
resource_policy "aws_ssm_document" "session_logs" {
  enforcement_level = "advisory"

  locals {
    # Other sessions, such as those that forward a port, take their settings from the document of the account.
    kind = core::try(
      core::jsondecode(attrs.content).sessionType,
      core::yamldecode(attrs.content).sessionType,
      "Standard_Stream"
    )
    inputs = core::try(
      core::jsondecode(attrs.content).inputs,
      core::yamldecode(attrs.content).inputs,
      {}
    )
    log_group           = core::try(local.inputs.cloudWatchLogGroupName, "")
    log_group_encrypted = core::try(core::tobool(local.inputs.cloudWatchEncryptionEnabled), false)
    bucket              = core::try(local.inputs.s3BucketName, "")
    bucket_encrypted    = core::try(core::tobool(local.inputs.s3EncryptionEnabled), false)
  }

  filter = core::try(attrs.document_type, null) == "Session" && local.kind == "Standard_Stream"

  enforce {
    condition = (
      (local.log_group_encrypted == true && local.log_group != "" && local.log_group != null) ||
      (local.bucket_encrypted == true && local.bucket != "" && local.bucket != null)
    )
    error_message = "Sessions are not logged, or into a log that need not be encrypted"
  }
}
