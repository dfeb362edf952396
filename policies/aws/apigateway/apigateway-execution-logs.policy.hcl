# iaclint-id: apigateway-execution-logs
# iaclint-summary: A stage of an API does not log what happens to requests.
# iaclint-why: When an integration, an authorizer or a mapping fails, the client sees an error 500 and nothing tells
# which step failed.
# iaclint-fix: Add an aws_api_gateway_method_settings for `*/*` of the stage with `logging_level = "ERROR"`; for
# WebSockets set `logging_level` in `default_route_settings`.
# iaclint-controls: APIGateway.1
# iaclint-groups: logging, fsbp
# iaclint-peers: checkov:CKV2_AWS_4, kics:1b6799eb-4a7a-4b04-9001-8cceb9999326

resource_policy "aws_api_gateway_stage" "execution_logs" {
  enforcement_level = "advisory"

  locals {
    # Settings may also be made for one method after another; each is judged below.
    settings = core::getresources("aws_api_gateway_method_settings", {
      rest_api_id = attrs.rest_api_id
      stage_name  = attrs.stage_name
    })
  }

  enforce {
    condition     = core::length(local.settings) > 0
    error_message = "Nothing says what the stage logs of its requests"
  }
}

resource_policy "aws_api_gateway_method_settings" "execution_logs" {
  enforcement_level = "advisory"

  # Whether a method that has only a limit of its own keeps what is logged for all is documented nowhere.
  filter = local.said != null || attrs.method_path == "*/*" || core::length(local.for_all) == 0

  locals {
    said = core::try(attrs.settings[0].logging_level, null)
    for_all = core::getresources("aws_api_gateway_method_settings", {
      rest_api_id = attrs.rest_api_id
      stage_name  = attrs.stage_name
      method_path = "*/*"
    })
  }

  enforce {
    condition     = core::contains(["ERROR", "INFO"], core::try(attrs.settings[0].logging_level, "OFF"))
    error_message = "Methods of the stage log nothing of their requests"
  }
}

resource_policy "aws_apigatewayv2_stage" "execution_logs" {
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
    condition     = core::contains(["ERROR", "INFO"], core::try(attrs.default_route_settings[0].logging_level, "OFF"))
    error_message = "The stage logs nothing of its requests"
  }
}
