locals {
  name = "shopping-cart-${var.environment}"

  log_groups = { for name in keys(var.services) : name => "/ecs/${local.name}/${name}" }

  secret_arns = data.terraform_remote_state.secrets.outputs.secret_arns

  # What a service does not name in terraform.tfvars, its definitions cannot ask for and its role cannot read.
  secrets = {
    for name, service in var.services : name => { for secret in service.secrets : secret => local.secret_arns[secret] }
  }
}

data "terraform_remote_state" "vpc" {
  backend = "s3"

  config = {
    bucket = var.state_bucket
    key    = "live/${var.environment}/us-east-1/vpc/terraform.tfstate"
    region = var.region
  }
}

data "terraform_remote_state" "ecr" {
  backend = "s3"

  config = {
    bucket = var.state_bucket
    key    = "live/${var.environment}/us-east-1/ecr/terraform.tfstate"
    region = var.region
  }
}

data "terraform_remote_state" "secrets" {
  backend = "s3"

  config = {
    bucket = var.state_bucket
    key    = "live/${var.environment}/us-east-1/secrets/terraform.tfstate"
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

module "ecs" {
  source = "../../../../modules/aws/ecs"

  name                     = local.name
  vpc_id                   = data.terraform_remote_state.vpc.outputs.vpc_id
  private_subnet_ids       = data.terraform_remote_state.vpc.outputs.private_subnet_ids
  alb_security_group_id    = data.terraform_remote_state.alb.outputs.security_group_id
  log_retention_days       = var.log_retention_days
  permissions_boundary_arn = "arn:aws:iam::${var.account_id}:policy/${local.name}-workload-boundary"

  # A service, its image repository and its container definitions go by one name.
  services = {
    for name, service in var.services : name => {
      container_definitions = templatefile("${path.module}/configs/${name}.json", {
        image       = "${data.terraform_remote_state.ecr.outputs.repository_urls[name]}@${var.image_digests[name]}"
        environment = var.environment
        region      = var.region
        log_group   = local.log_groups[name]
        secrets     = local.secrets[name]
      })
      container_port  = service.container_port
      log_group_name  = local.log_groups[name]
      repository_arn  = data.terraform_remote_state.ecr.outputs.repository_arns[name]
      cpu             = service.cpu
      memory          = service.memory
      min_capacity    = service.min_capacity
      max_capacity    = service.max_capacity
      secret_arns     = values(local.secrets[name])
      secret_key_arns = length(service.secrets) > 0 ? [data.terraform_remote_state.secrets.outputs.kms_key_arn] : []
      load_balancer = service.takes_requests ? {
        target_group_arn        = data.terraform_remote_state.alb.outputs.target_group_arn
        target_group_arn_suffix = data.terraform_remote_state.alb.outputs.target_group_arn_suffix
        alb_arn_suffix          = data.terraform_remote_state.alb.outputs.alb_arn_suffix
      } : null
    }
  }
}
