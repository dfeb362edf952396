# iaclint-summary: A REST API does not compress its answers.
# iaclint-why: Texts such as JSON are several times as long as they need be; callers wait for them, and the transfer
# is paid for.
# iaclint-fix: Set `minimum_compression_size`, such as to 1024: answers of so many bytes and more are compressed.
# iaclint-groups: cost
# iaclint-peers: kics:ed35928e-195c-4405-a252-98ccb664ab7b
resource_policy "aws_api_gateway_rest_api" "compression" {
  enforcement_level = "advisory"

  locals {
    size = core::try(attrs.minimum_compression_size, null)
    fits = core::try(core::tonumber(local.size) >= 0 && core::tonumber(local.size) <= 10485760, true)
  }

  enforce {
    condition     = local.size != null && local.fits
    error_message = "The API does not compress its answers"
  }
}
