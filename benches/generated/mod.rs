//! The repository that benchmarks measure: stacks with 30 resources each behind three levels of modules, every other one
//! reading the state of the one before.

use std::fmt::Write as _;

/// Ten subnets, each with a route table and its association.
const NETWORK: &str = r#"
variable "name" { type = string }
variable "cidr" { type = string }
variable "vpc_id" { type = string }
variable "zones" { type = list(string) }
locals {
  subnets = {
    for pair in setproduct(["public", "private"], var.zones) : "${pair[0]}-${pair[1]}" => {
      zone   = pair[1]
      number = index(var.zones, pair[1]) + (pair[0] == "public" ? 0 : 16)
    }
  }
  tags = merge({ Name = var.name }, { Layer = "network", Zones = join(",", var.zones) })
}
resource "aws_subnet" "this" {
  for_each          = local.subnets
  vpc_id            = var.vpc_id
  cidr_block        = cidrsubnet(var.cidr, 8, each.value.number)
  availability_zone = each.value.zone
  tags              = merge(local.tags, { Key = each.key })
}
resource "aws_route_table" "this" {
  for_each = local.subnets
  vpc_id   = var.vpc_id
  tags     = local.tags
}
resource "aws_route_table_association" "this" {
  for_each       = aws_subnet.this
  subnet_id      = each.value.id
  route_table_id = aws_route_table.this[each.key].id
}
output "subnet_ids" { value = { for key, subnet in aws_subnet.this : key => subnet.id } }
output "policy" { value = jsonencode({ Resource = [for subnet in aws_subnet.this : subnet.arn] }) }
"#;

const MIDDLE: &str = r#"
variable "settings" {
  type = object({
    name  = string
    cidr  = string
    zones = optional(list(string), ["a", "b", "c"])
  })
}
variable "vpc_id" { type = string }
module "network" {
  source = "../network"
  name   = "${var.settings.name}-network"
  cidr   = var.settings.cidr
  vpc_id = var.vpc_id
  zones  = [for zone in var.settings.zones : "us-east-1${zone}"]
}
output "subnet_ids" { value = module.network.subnet_ids }
"#;

const OUTER: &str = r#"
variable "name" { type = string }
variable "cidr" { type = string }
variable "zones" { type = list(string) }
resource "aws_vpc" "this" {
  cidr_block = var.cidr
  tags       = { Name = var.name }
}
module "middle" {
  source   = "../middle"
  settings = { name = var.name, cidr = var.cidr, zones = var.zones }
  vpc_id   = aws_vpc.this.id
}
resource "aws_security_group" "this" {
  name   = "${var.name}-tasks"
  vpc_id = aws_vpc.this.id
  dynamic "ingress" {
    for_each = toset([80, 443])
    content {
      from_port   = ingress.value
      to_port     = ingress.value
      protocol    = "tcp"
      cidr_blocks = [var.cidr]
    }
  }
}
resource "aws_ecs_cluster" "this" { name = var.name }
output "subnet_ids" { value = module.middle.subnet_ids }
output "vpc_id" { value = aws_vpc.this.id }
"#;

/// The files of a repository of so many stacks, each with its path.
#[allow(
    dead_code,
    reason = "most benchmarks measure these, one the files below"
)]
pub(crate) fn files(stacks: usize) -> Vec<(String, String)> {
    let mut files = vec![
        ("modules/network/main.tf".to_owned(), NETWORK.to_owned()),
        ("modules/middle/main.tf".to_owned(), MIDDLE.to_owned()),
        ("modules/outer/main.tf".to_owned(), OUTER.to_owned()),
    ];
    for at in 0..stacks {
        let folder = format!("live/prod/us-east-1/stack{at:04}");
        let mut main = format!(
            r#"
terraform {{
  required_providers {{
    aws = {{ source = "hashicorp/aws", version = "~> 5.100" }}
  }}
  backend "s3" {{
    bucket = "states"
    key    = "{folder}/terraform.tfstate"
    region = "us-east-1"
  }}
}}
provider "aws" {{ region = "us-east-1" }}
variable "cidr" {{ type = string }}
module "outer" {{
  source = "../../../../modules/outer"
  name   = "stack-{at}"
  cidr   = var.cidr
  zones  = ["a", "b", "c", "d"]
}}
output "subnet_ids" {{ value = module.outer.subnet_ids }}
output "vpc_id" {{ value = module.outer.vpc_id }}
"#
        );
        if at % 2 == 1 {
            let before = at - 1;
            let _ = write!(
                main,
                r#"
data "terraform_remote_state" "before" {{
  backend = "s3"
  config = {{
    bucket = "states"
    key    = "live/prod/us-east-1/stack{before:04}/terraform.tfstate"
    region = "us-east-1"
  }}
}}
resource "aws_vpc_peering_connection" "before" {{
  vpc_id      = module.outer.vpc_id
  peer_vpc_id = data.terraform_remote_state.before.outputs.vpc_id
}}
output "all_subnet_ids" {{
  value = concat(values(module.outer.subnet_ids), values(data.terraform_remote_state.before.outputs.subnet_ids))
}}
"#
            );
        }
        files.push((format!("{folder}/main.tf"), main));
        let values = format!("cidr = \"10.{}.0.0/16\"\n", at % 250);
        files.push((format!("{folder}/terraform.tfvars"), values));
    }
    files
}

/// A network of its own for one balanced service, which scales, writes its log, is watched by alarms and tells a topic.
const SERVICE: &str = r#"
variable "name" { type = string }
variable "cidr" { type = string }
resource "aws_vpc" "this" { cidr_block = var.cidr }
resource "aws_internet_gateway" "this" { vpc_id = aws_vpc.this.id }
resource "aws_subnet" "public" {
  for_each          = { a = 0, b = 1 }
  vpc_id            = aws_vpc.this.id
  cidr_block        = cidrsubnet(var.cidr, 8, each.value)
  availability_zone = "us-east-1${each.key}"
}
resource "aws_subnet" "private" {
  for_each          = { a = 16, b = 17 }
  vpc_id            = aws_vpc.this.id
  cidr_block        = cidrsubnet(var.cidr, 8, each.value)
  availability_zone = "us-east-1${each.key}"
}
resource "aws_eip" "nat" { domain = "vpc" }
resource "aws_nat_gateway" "this" {
  subnet_id     = aws_subnet.public["a"].id
  allocation_id = aws_eip.nat.id
}
resource "aws_route_table" "public" {
  vpc_id = aws_vpc.this.id
  route {
    cidr_block = "0.0.0.0/0"
    gateway_id = aws_internet_gateway.this.id
  }
}
resource "aws_route_table" "private" { vpc_id = aws_vpc.this.id }
resource "aws_route" "private" {
  route_table_id         = aws_route_table.private.id
  destination_cidr_block = "0.0.0.0/0"
  nat_gateway_id         = aws_nat_gateway.this.id
}
resource "aws_route_table_association" "public" {
  for_each       = aws_subnet.public
  subnet_id      = each.value.id
  route_table_id = aws_route_table.public.id
}
resource "aws_route_table_association" "private" {
  for_each       = aws_subnet.private
  subnet_id      = each.value.id
  route_table_id = aws_route_table.private.id
}
resource "aws_security_group" "balancer" {
  vpc_id = aws_vpc.this.id
  ingress {
    from_port   = 80
    to_port     = 80
    protocol    = "tcp"
    cidr_blocks = ["0.0.0.0/0"]
  }
  egress {
    from_port   = 0
    to_port     = 0
    protocol    = "-1"
    cidr_blocks = ["0.0.0.0/0"]
  }
}
resource "aws_security_group" "tasks" {
  vpc_id = aws_vpc.this.id
  ingress {
    from_port       = 80
    to_port         = 80
    protocol        = "tcp"
    security_groups = [aws_security_group.balancer.id]
  }
  egress {
    from_port   = 0
    to_port     = 0
    protocol    = "-1"
    cidr_blocks = ["0.0.0.0/0"]
  }
}
resource "aws_lb" "this" {
  name            = var.name
  subnets         = [for subnet in aws_subnet.public : subnet.id]
  security_groups = [aws_security_group.balancer.id]
}
resource "aws_lb_target_group" "this" {
  port        = 80
  protocol    = "HTTP"
  target_type = "ip"
  vpc_id      = aws_vpc.this.id
}
resource "aws_lb_listener" "this" {
  load_balancer_arn = aws_lb.this.arn
  port              = 80
  default_action {
    type             = "forward"
    target_group_arn = aws_lb_target_group.this.arn
  }
}
resource "aws_ecs_cluster" "this" { name = var.name }
resource "aws_cloudwatch_log_group" "this" { name = "/ecs/${var.name}" }
resource "aws_iam_role" "execution" {
  name = "${var.name}-execution"
  assume_role_policy = jsonencode({
    Version = "2012-10-17"
    Statement = [{ Effect = "Allow", Action = "sts:AssumeRole", Principal = { Service = "ecs-tasks.amazonaws.com" } }]
  })
}
resource "aws_iam_role_policy_attachment" "execution" {
  role       = aws_iam_role.execution.name
  policy_arn = "arn:aws:iam::aws:policy/service-role/AmazonECSTaskExecutionRolePolicy"
}
resource "aws_ecs_task_definition" "this" {
  family                   = var.name
  network_mode             = "awsvpc"
  requires_compatibilities = ["FARGATE"]
  cpu                      = "256"
  memory                   = "512"
  execution_role_arn       = aws_iam_role.execution.arn
  container_definitions = jsonencode([{
    name         = "web"
    image        = "nginx:1.29"
    portMappings = [{ containerPort = 80 }]
    logConfiguration = {
      logDriver = "awslogs"
      options = {
        awslogs-group         = aws_cloudwatch_log_group.this.name
        awslogs-region        = "us-east-1"
        awslogs-stream-prefix = "web"
      }
    }
  }])
}
resource "aws_ecs_service" "this" {
  name            = var.name
  cluster         = aws_ecs_cluster.this.id
  task_definition = aws_ecs_task_definition.this.arn
  desired_count   = 2
  launch_type     = "FARGATE"
  network_configuration {
    subnets         = [for subnet in aws_subnet.private : subnet.id]
    security_groups = [aws_security_group.tasks.id]
  }
  load_balancer {
    target_group_arn = aws_lb_target_group.this.arn
    container_name   = "web"
    container_port   = 80
  }
}
resource "aws_appautoscaling_target" "this" {
  resource_id        = "service/${aws_ecs_cluster.this.name}/${aws_ecs_service.this.name}"
  scalable_dimension = "ecs:service:DesiredCount"
  service_namespace  = "ecs"
  min_capacity       = 2
  max_capacity       = 4
}
resource "aws_appautoscaling_policy" "this" {
  name               = var.name
  policy_type        = "TargetTrackingScaling"
  resource_id        = aws_appautoscaling_target.this.resource_id
  scalable_dimension = aws_appautoscaling_target.this.scalable_dimension
  service_namespace  = aws_appautoscaling_target.this.service_namespace
  target_tracking_scaling_policy_configuration {
    target_value = 60
    predefined_metric_specification { predefined_metric_type = "ECSServiceAverageCPUUtilization" }
  }
}
resource "aws_sns_topic" "this" { name = var.name }
resource "aws_sns_topic_subscription" "this" {
  topic_arn = aws_sns_topic.this.arn
  protocol  = "email"
  endpoint  = "team@example.com"
}
resource "aws_cloudwatch_metric_alarm" "service" {
  for_each            = toset(["CPUUtilization", "MemoryUtilization"])
  alarm_name          = "${var.name}-${each.key}"
  namespace           = "AWS/ECS"
  metric_name         = each.key
  statistic           = "Average"
  comparison_operator = "GreaterThanThreshold"
  threshold           = 80
  period              = 60
  evaluation_periods  = 3
  dimensions          = { ClusterName = aws_ecs_cluster.this.name, ServiceName = aws_ecs_service.this.name }
  alarm_actions       = [aws_sns_topic.this.arn]
}
resource "aws_cloudwatch_metric_alarm" "balancer" {
  for_each            = toset(["HTTPCode_ELB_5XX_Count", "HTTPCode_Target_5XX_Count"])
  alarm_name          = "${var.name}-${each.key}"
  namespace           = "AWS/ApplicationELB"
  metric_name         = each.key
  statistic           = "Sum"
  comparison_operator = "GreaterThanThreshold"
  threshold           = 10
  period              = 60
  evaluation_periods  = 3
  treat_missing_data  = "notBreaching"
  dimensions          = { LoadBalancer = aws_lb.this.arn_suffix }
  alarm_actions       = [aws_sns_topic.this.arn]
}
output "vpc_id" { value = aws_vpc.this.id }
"#;

/// The files of one environment of so many stacks, each with a service of its own.
#[allow(
    dead_code,
    reason = "one benchmark measures these, the others the files above"
)]
pub(crate) fn services(stacks: usize) -> Vec<(String, String)> {
    let mut files = vec![("modules/service/main.tf".to_owned(), SERVICE.to_owned())];
    for at in 0..stacks {
        let folder = format!("live/prod/us-east-1/stack{at:04}");
        let main = format!(
            r#"
terraform {{
  required_providers {{
    aws = {{ source = "hashicorp/aws", version = "~> 5.100" }}
  }}
  backend "s3" {{
    bucket = "states"
    key    = "{folder}/terraform.tfstate"
    region = "us-east-1"
  }}
}}
provider "aws" {{ region = "us-east-1" }}
module "service" {{
  source = "../../../../modules/service"
  name   = "stack-{at}"
  cidr   = "10.{}.0.0/16"
}}
output "vpc_id" {{ value = module.service.vpc_id }}
"#,
            at % 250
        );
        files.push((format!("{folder}/main.tf"), main));
    }
    files
}
