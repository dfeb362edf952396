policytest {
  targets = ["s3-data-events-logged.policy.hcl"]
}

resource "aws_cloudtrail" "everything" {
  attrs = {
    advanced_event_selector = [{
      field_selector = [{ field = "eventCategory", equals = ["Data"] }, { field = "resources.type", equals = ["AWS::S3::Object"] }]
    }]
  }
}
