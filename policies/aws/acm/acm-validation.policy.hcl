# iaclint-summary: A listener gets a certificate for which nothing waits until it is issued.
# iaclint-why: ACM issues a certificate once the domain is proven. AWS refuses the listener until then, so the first
# apply of a new environment fails half-way.
# iaclint-fix: Add an aws_acm_certificate_validation, and take the listener's `certificate_arn` from it.
# iaclint-groups: hygiene
resource_policy "aws_acm_certificate" "validation" {
  enforcement_level = "advisory"

  # Imported ones, and those of an authority of one's own, are there at once.
  filter = core::try(attrs.certificate_body, null) == null && core::try(attrs.certificate_authority_arn, null) == null

  locals {
    listeners = core::concat(
      core::getresources("aws_lb_listener", { certificate_arn = attrs.arn }),
      core::getresources("aws_alb_listener", { certificate_arn = attrs.arn }),
    )
    waits = core::getresources("aws_acm_certificate_validation", { certificate_arn = attrs.arn })
  }

  enforce {
    condition     = core::length(local.listeners) == 0 || core::length(local.waits) > 0
    error_message = "A listener gets the certificate, and nothing waits until it is issued"
  }
}
