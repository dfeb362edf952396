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

data "terraform_remote_state" "alb" {
  backend = "s3"

  config = {
    bucket = var.state_bucket
    key    = "live/${var.environment}/us-east-1/alb/terraform.tfstate"
    region = var.region
  }
}

data "terraform_remote_state" "ecs" {
  backend = "s3"

  config = {
    bucket = var.state_bucket
    key    = "live/${var.environment}/us-east-1/ecs/terraform.tfstate"
    region = var.region
  }
}

module "monitoring" {
  source = "../../../../modules/aws/monitoring"

  name                    = local.name
  alarm_emails            = var.alarm_emails
  alb_arn_suffix          = data.terraform_remote_state.alb.outputs.alb_arn_suffix
  target_group_arn_suffix = data.terraform_remote_state.alb.outputs.target_group_arn_suffix
  cluster_name            = data.terraform_remote_state.ecs.outputs.cluster_name
  service_names           = data.terraform_remote_state.ecs.outputs.service_names
  nat_gateway_ids         = data.terraform_remote_state.vpc.outputs.nat_gateway_ids
  min_healthy_hosts       = var.min_healthy_hosts
}
