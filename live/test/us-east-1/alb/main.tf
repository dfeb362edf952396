locals {
  name = "shopping-cart-${var.environment}"
}

data "terraform_remote_state" "vpc" {
  backend = "s3"

  config = {
    bucket = var.state_bucket
    key    = "live/${var.environment}/us-east-1/vpc/terraform.tfstate"
    region = var.region
  }
}

module "alb" {
  source = "../../../../modules/aws/alb"

  name                      = local.name
  vpc_id                    = data.terraform_remote_state.vpc.outputs.vpc_id
  public_subnet_ids         = data.terraform_remote_state.vpc.outputs.public_subnet_ids
  container_port            = 80
  health_check_path         = "/healthz"
  certificate_arn           = var.certificate_arn
  deletion_protection       = var.deletion_protection
  access_log_retention_days = var.access_log_retention_days
  access_log_force_destroy  = var.access_log_force_destroy
}
