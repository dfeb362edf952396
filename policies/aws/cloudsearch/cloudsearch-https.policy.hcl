# iaclint-summary: A domain of CloudSearch answers without encryption.
# iaclint-why: What is searched for and what is found can be read and changed on its way by whoever is in between.
# iaclint-fix: Add `endpoint_options { enforce_https = true }`.
# iaclint-groups: encryption
# iaclint-peers: checkov:CKV_AWS_220
# iaclint-security: 5.0
resource_policy "aws_cloudsearch_domain" "https" {
  enforcement_level = "advisory"

  enforce {
    condition     = core::try(attrs.endpoint_options[0].enforce_https, false) == true
    error_message = "The domain does not demand HTTPS"
  }
}
