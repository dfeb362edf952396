# iaclint-summary: An API can be reached from the internet.
# iaclint-why: Everybody can try its methods; where only services of the VPC call it, nobody else needs to.
# iaclint-fix: Set `types = ["PRIVATE"]` in `endpoint_configuration`, with `vpc_endpoint_ids` of an endpoint for
# execute-api.
# iaclint-groups: exposure
# iaclint-peers: kics:6b2739db-9c49-4db7-b980-7816e0c248c1
# iaclint-security: 3.0
resource_policy "aws_api_gateway_rest_api" "public_endpoint" {
  enforcement_level = "advisory"

  enforce {
    condition     = core::contains(core::try(attrs.endpoint_configuration[0].types, []), "PRIVATE")
    error_message = "The API can be reached from the internet"
  }
}
