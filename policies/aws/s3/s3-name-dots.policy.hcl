# iaclint-summary: The name of a bucket has dots.
# iaclint-why: The certificate of S3 is for one name before `s3.amazonaws.com`: clients that put the bucket's name into
# the host's cannot check it, and transfer acceleration does not work.
# iaclint-fix: Use dashes. A bucket that is a website of that name needs the dots and is not judged.
# iaclint-groups: hygiene
# iaclint-peers: trivy:AWS-0320
resource_policy "aws_s3_bucket" "s3_name_dots" {
  enforcement_level = "advisory"

  locals {
    websites = core::getresources("aws_s3_bucket_website_configuration", { bucket = attrs.id })
  }

  filter = core::length(local.websites) == 0 && core::length(core::try(attrs.website, [])) == 0

  enforce {
    condition = (
      core::try(!core::contains_substring(attrs.bucket_prefix, "."), false) ||
      !core::try(core::contains_substring(attrs.bucket, "."), false)
    )
    error_message = "The bucket's name has dots"
  }
}
