# iaclint-id: apigateway-client-certificate
# iaclint-summary: A stage of an API shows no certificate to what is behind it.
# iaclint-why: A server behind the API cannot tell requests that came through it, with its authorization and its
# limits, from those that went round it. Lambda and other services of AWS are called with IAM, and need none.
# iaclint-fix: Set `client_certificate_id` to that of an aws_api_gateway_client_certificate, and let the server check
# it.
# iaclint-controls: APIGateway.2
# iaclint-groups: identity, fsbp
# iaclint-peers: checkov:CKV2_AWS_51, kics:0b4869fc-a842-4597-aa00-1294df425440
# iaclint-security: 3.0

resource_policy "aws_api_gateway_stage" "client_certificate" {
  enforcement_level = "advisory"

  enforce {
    condition     = core::try(attrs.client_certificate_id, null) != null
    error_message = "The stage has no client certificate"
  }
}

resource_policy "aws_apigatewayv2_stage" "client_certificate" {
  enforcement_level = "advisory"

  filter = local.websocket

  locals {
    # Only the APIs of WebSockets can have it.
    websocket = core::anytrue([
      for api in core::getresources("aws_apigatewayv2_api", { id = attrs.api_id }) :
      core::try(api.protocol_type, null) == "WEBSOCKET"
    ])
  }

  enforce {
    condition     = core::try(attrs.client_certificate_id, null) != null
    error_message = "The stage has no client certificate"
  }
}
