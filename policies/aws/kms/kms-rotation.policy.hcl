# iaclint-summary: The material of a key is never replaced, or AWS refuses to.
# iaclint-why: What was ever encrypted with the key hangs on one secret for as long as the key exists.
# iaclint-fix: Set `enable_key_rotation = true`: AWS then makes new material each year, and keeps the old for what is
# encrypted with it. Remove it from keys that are asymmetric, for HMAC or of a custom key store: AWS refuses it there.
# iaclint-controls: KMS.4, CIS 3.6
# iaclint-groups: encryption, cis
# iaclint-peers: checkov:CKV_AWS_7, trivy:AWS-0065, kics:22fbfeac-7b5a-421a-8a27-7a2178bb910b
# iaclint-security: 3.0
resource_policy "aws_kms_key" "kms_rotation" {
  enforcement_level = "advisory"

  # KMS replaces the material of symmetric keys that it made itself.
  locals {
    spec  = core::try(core::coalesce(attrs.customer_master_key_spec, "SYMMETRIC_DEFAULT"), "SYMMETRIC_DEFAULT")
    usage = core::try(core::coalesce(attrs.key_usage, "ENCRYPT_DECRYPT"), "ENCRYPT_DECRYPT")
    store = core::try(attrs.custom_key_store_id, null)

    can_rotate = local.spec == "SYMMETRIC_DEFAULT" && local.usage == "ENCRYPT_DECRYPT" && local.store == null
    rotates    = core::try(attrs.enable_key_rotation, false) == true
  }

  enforce {
    condition     = local.rotates || !local.can_rotate
    error_message = "The key's material is never replaced"
  }

  enforce {
    condition     = local.can_rotate || !local.rotates
    error_message = "AWS refuses to rotate a key of this kind: it does so for symmetric keys that KMS made itself alone"
  }
}
