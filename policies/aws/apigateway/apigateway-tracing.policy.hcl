# iaclint-summary: The requests to a stage of an API are not traced.
# iaclint-why: Where the time of a request goes, and which service behind the API fails, must be guessed from logs.
# iaclint-fix: Set `xray_tracing_enabled = true`.
# iaclint-controls: APIGateway.3
# iaclint-groups: logging, fsbp
# iaclint-peers: checkov:CKV_AWS_73, trivy:AWS-0003, kics:5813ef56-fa94-406a-b35d-977d4a56ff2b
resource_policy "aws_api_gateway_stage" "tracing" {
  enforcement_level = "advisory"

  enforce {
    condition     = core::try(attrs.xray_tracing_enabled, false) == true
    error_message = "The stage does not trace its requests"
  }
}
