# iaclint-id: kms-disabled
# iaclint-summary: A key is switched off.
# iaclint-why: Everything that is encrypted with it cannot be read or written: instances do not start, and messages and
# secrets are refused.
# iaclint-fix: Set `is_enabled = true`; remove the key when nothing needs it any more.
# iaclint-groups: resilience
# iaclint-peers: checkov:CKV_AWS_227, kics:7350fa23-dcf7-4938-916d-6a60b0c73b50

resource_policy "aws_kms_key" "kms_disabled" {
  enforcement_level = "advisory"

  enforce {
    condition     = core::try(attrs.is_enabled, true) != false
    error_message = "The key is switched off"
  }
}

resource_policy "aws_kms_external_key" "kms_disabled" {
  enforcement_level = "advisory"

  enforce {
    condition     = core::try(attrs.enabled, true) != false
    error_message = "The key is switched off"
  }
}

resource_policy "aws_kms_replica_key" "kms_disabled" {
  enforcement_level = "advisory"

  enforce {
    condition     = core::try(attrs.enabled, true) != false
    error_message = "The key is switched off"
  }
}
