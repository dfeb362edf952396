# iaclint-id: s3-website
# iaclint-summary: A bucket is served as a website by S3 itself.
# iaclint-why: Such a website has no HTTPS, and its objects must be public.
# iaclint-fix: Serve the bucket through CloudFront with an origin access control, and remove the website. One that only
# redirects is not judged.
# iaclint-groups: exposure, encryption
# iaclint-peers: kics:42bb6b7f-6d54-4428-b707-666f669d94fb
# iaclint-security: 4.0

resource_policy "aws_s3_bucket_website_configuration" "s3_website" {
  enforcement_level = "advisory"

  enforce {
    condition     = core::length(core::try(attrs.redirect_all_requests_to, [])) > 0
    error_message = "The bucket is a website without HTTPS"
  }
}

resource_policy "aws_s3_bucket" "s3_website" {
  enforcement_level = "advisory"

  enforce {
    condition = core::alltrue([
      for website in core::try(attrs.website, []) : core::try(website.redirect_all_requests_to, null) != null
    ])
    error_message = "The bucket is a website without HTTPS"
  }
}
