module "state" {
  source = "../../../../modules/aws/state"

  bucket = var.state_bucket
}
