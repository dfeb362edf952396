# iaclint-summary: A trail is switched off.
# iaclint-why: It is there, and looks as if it recorded what happens in the account, but it writes nothing.
# iaclint-fix: Remove `enable_logging = false`, or the trail.
# iaclint-groups: logging
# iaclint-peers: checkov:CKV_AWS_251, kics:4bb76f17-3d63-4529-bdca-2b454529d774
# iaclint-security: 5.0
resource_policy "aws_cloudtrail" "off" {
  enforcement_level = "mandatory_overridable"

  enforce {
    condition     = core::try(attrs.enable_logging, true) != false
    error_message = "The trail is switched off"
  }
}
