# iaclint-summary: Sessions of Session Manager are not encrypted with a key of one's own.
# iaclint-why: They go over TLS, which ends at Systems Manager. With a key of one's own what is typed is encrypted from
# the user to the instance, and whoever may not use the key cannot start a session.
# iaclint-fix: Set `kmsKeyId` in `inputs` of the document to an aws_kms_key that users and instances may use.
# iaclint-groups: customer-keys
# iaclint-peers: checkov:CKV_AWS_112, kics:ce60cc6b-6831-4bd7-84a2-cc7f8ee71433
# iaclint-security: 2.0
resource_policy "aws_ssm_document" "session_customer_key" {
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
    key = core::try(local.inputs.kmsKeyId, null)
    # The id of a key that is not made yet is not known, but it is no empty text.
    own = (
      core::length(core::getresources("aws_kms_key", { key_id = local.key })) > 0 ||
      core::length(core::getresources("aws_kms_key", { id = local.key })) > 0
    )
  }

  filter = core::try(attrs.document_type, null) == "Session" && local.kind == "Standard_Stream"

  enforce {
    condition     = local.key != null && (local.own || local.key != "")
    error_message = "Sessions are not encrypted with a key of your own"
  }
}
