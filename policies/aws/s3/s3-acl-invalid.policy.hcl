# iaclint-id: s3-acl-invalid
# iaclint-summary: A bucket or an object is given a canned ACL that S3 does not have.
# iaclint-why: The provider refuses to plan it.
# iaclint-fix: Use one of those that the provider's documentation names, such as `private`.
# iaclint-groups: default, hygiene
# iaclint-peers: tflint:aws_s3_bucket_invalid_acl

resource_policy "aws_s3_bucket_acl" "s3_acl_invalid" {
  enforcement_level = "mandatory"

  filter = core::try(attrs.acl, null) != null

  enforce {
    condition = core::contains([
      "authenticated-read", "aws-exec-read", "log-delivery-write", "private", "public-read", "public-read-write"
    ], attrs.acl)
    error_message = "There is no such canned ACL here"
  }
}

resource_policy "aws_s3_bucket" "s3_acl_invalid" {
  enforcement_level = "mandatory"

  filter = core::try(attrs.acl, null) != null

  enforce {
    condition = core::contains([
      "authenticated-read", "aws-exec-read", "log-delivery-write", "private", "public-read", "public-read-write"
    ], attrs.acl)
    error_message = "There is no such canned ACL here"
  }
}

resource_policy "aws_s3_object" "s3_acl_invalid" {
  enforcement_level = "mandatory"

  filter = core::try(attrs.acl, null) != null

  enforce {
    condition = core::contains([
      "authenticated-read", "aws-exec-read", "bucket-owner-full-control", "bucket-owner-read", "private", "public-read",
      "public-read-write"
    ], attrs.acl)
    error_message = "There is no such canned ACL here"
  }
}

resource_policy "aws_s3_bucket_object" "s3_acl_invalid" {
  enforcement_level = "mandatory"

  filter = core::try(attrs.acl, null) != null

  enforce {
    condition = core::contains([
      "authenticated-read", "aws-exec-read", "bucket-owner-full-control", "bucket-owner-read", "private", "public-read",
      "public-read-write"
    ], attrs.acl)
    error_message = "There is no such canned ACL here"
  }
}

resource_policy "aws_s3_object_copy" "s3_acl_invalid" {
  enforcement_level = "mandatory"

  filter = core::try(attrs.acl, null) != null

  enforce {
    condition = core::contains([
      "authenticated-read", "aws-exec-read", "bucket-owner-full-control", "bucket-owner-read", "private", "public-read",
      "public-read-write"
    ], attrs.acl)
    error_message = "There is no such canned ACL here"
  }
}
