# iaclint-summary: A document of Systems Manager is public.
# iaclint-why: Everybody with an AWS account can read it: the names, paths and commands of one's own operations, and at
# times a password.
# iaclint-fix: Name accounts in `account_ids` of `permissions`, or remove `permissions`.
# iaclint-controls: SSM.4
# iaclint-groups: default, exposure, fsbp
# iaclint-peers: checkov:CKV_AWS_303
# iaclint-security: 8.0
resource_policy "aws_ssm_document" "document_public" {
  enforcement_level = "mandatory"

  filter = core::try(attrs.permissions["account_ids"], null) != null

  enforce {
    condition     = !core::regex_match(attrs.permissions["account_ids"], "(?i)(^|,) *all *(,|$)")
    error_message = "The document is public"
  }
}
