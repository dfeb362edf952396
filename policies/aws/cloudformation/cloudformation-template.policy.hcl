# iaclint-summary: A stack of CloudFormation has no template, or two.
# iaclint-why: CloudFormation refuses it.
# iaclint-fix: Set either `template_body` or `template_url`.
# iaclint-groups: default, hygiene
# iaclint-peers: kics:91bea7b8-0c31-4863-adc9-93f6177266c4
resource_policy "aws_cloudformation_stack" "template" {
  enforcement_level = "mandatory"

  locals {
    body = core::try(attrs.template_body, null) != null
    url  = core::try(attrs.template_url, null) != null
    # The provider passes over an empty text.
    empty = core::try(attrs.template_body, null) == "" || core::try(attrs.template_url, null) == ""
  }

  enforce {
    condition     = local.body || local.url
    error_message = "The stack has no template"
  }

  enforce {
    condition     = !(local.body && local.url) || local.empty
    error_message = "The stack has two templates"
  }
}
