# iaclint-id: apigateway-authorization
# iaclint-summary: A method or route of an API asks nobody who they are.
# iaclint-why: Everybody who knows the address can call it, and what it does and costs is done and paid for.
# iaclint-fix: Set `authorization` or `authorization_type` to `AWS_IAM`, or to an authorizer with `authorizer_id`. An
# API key is none: it counts callers, and is easily passed on.
# iaclint-controls: APIGateway.8
# iaclint-groups: exposure, identity, fsbp
# iaclint-peers: checkov:CKV_AWS_59, checkov:CKV_AWS_309, trivy:AWS-0004, kics:15ccec05-5476-4890-ad19-53991eba1db8
# iaclint-security: 6.0

resource_policy "aws_api_gateway_method" "authorization" {
  enforcement_level = "mandatory_overridable"

  # Browsers ask with OPTIONS before they send who they are.
  filter = core::try(attrs.http_method, null) != "OPTIONS" && !local.guarded

  locals {
    apis = core::getresources("aws_api_gateway_rest_api", { id = core::try(attrs.rest_api_id, null) })
    beside = core::getresources("aws_api_gateway_rest_api_policy", {
      rest_api_id = core::try(attrs.rest_api_id, null)
    })
    # The policy of an API may say who calls it, by names or by conditions; a private API cannot do without one.
    policies = [
      for one in core::flatten([local.apis, local.beside]) : one.policy if core::try(one.policy, null) != null
    ]
    statements = core::flatten([
      for policy in local.policies : core::flatten([core::try(core::jsondecode(policy).Statement, [])])
    ])
    guarded = core::anytrue([
      for api in local.apis : core::contains(core::try(api.endpoint_configuration[0].types, []), "PRIVATE")
      ]) || core::anytrue([
      for one in local.statements : core::length(core::try(one.Condition, {})) > 0 || !core::contains(
        core::flatten([core::try(one.Principal, []), core::try(one.Principal.AWS, [])]), "*"
      )
    ])
  }

  enforce {
    condition     = core::try(attrs.authorization, "NONE") != "NONE" || core::try(attrs.api_key_required, false) == true
    error_message = "Everybody can call the method"
  }
}

resource_policy "aws_apigatewayv2_route" "authorization" {
  enforcement_level = "mandatory_overridable"

  filter = !local.after_connect && !core::startswith(attrs.route_key, "OPTIONS ")

  locals {
    # Whoever opens a WebSocket is asked when it is opened, and only then.
    websocket = core::anytrue([
      for api in core::getresources("aws_apigatewayv2_api", { id = attrs.api_id }) :
      core::try(api.protocol_type, null) == "WEBSOCKET"
    ])
    after_connect = attrs.route_key != "$connect" && local.websocket
  }

  enforce {
    condition     = core::try(attrs.authorization_type, "NONE") != "NONE"
    error_message = "Everybody can call the route"
  }
}
