policytest {
  targets = ["cloudtrail-all-regions.policy.hcl"]
}

resource "aws_cloudtrail" "one_region" {
  expect_failure = true
  attrs          = { is_multi_region_trail = false }
}

resource "aws_cloudtrail" "unsaid" {
  expect_failure = true
  attrs          = { name = "all" }
}

# A trail of data events alone does not watch the account.
resource "aws_cloudtrail" "of_a_bucket" {
  attrs = { event_selector = [{ include_management_events = false }] }
}

resource "aws_cloudtrail" "of_a_bucket_by_fields" {
  attrs = { advanced_event_selector = [{ field_selector = [{ field = "eventCategory", equals = ["Data"] }] }] }
}

resource "aws_cloudtrail" "of_both" {
  expect_failure = true
  attrs          = { event_selector = [{ include_management_events = false }, { read_write_type = "All" }] }
}

resource "aws_cloudtrail" "of_both_by_fields" {
  expect_failure = true
  attrs = {
    advanced_event_selector = [
      { field_selector = [{ field = "eventCategory", equals = ["Data"] }] },
      { field_selector = [{ field = "eventCategory", equals = ["Management"] }] },
    ]
  }
}
