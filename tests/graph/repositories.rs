//! What the tests draw: Terraform as somebody would write it.

/// A network of two zones with one NAT gateway, a load balancer, a service and a database.
pub(crate) const SHOP: &str = r#"
locals {
  zones = { "us-east-1a" = 0, "us-east-1b" = 1 }
}

resource "aws_vpc" "this" {
  cidr_block = "10.0.0.0/16"
  tags       = { Name = "shop" }
}

resource "aws_internet_gateway" "this" {
  vpc_id = aws_vpc.this.id
}

resource "aws_subnet" "public" {
  for_each          = local.zones
  vpc_id            = aws_vpc.this.id
  availability_zone = each.key
  cidr_block        = cidrsubnet("10.0.0.0/16", 8, each.value)
  tags              = { Name = "shop-public-${each.key}" }
}

resource "aws_subnet" "app" {
  for_each          = local.zones
  vpc_id            = aws_vpc.this.id
  availability_zone = each.key
  cidr_block        = cidrsubnet("10.0.0.0/16", 8, each.value + 10)
}

resource "aws_subnet" "data" {
  for_each          = local.zones
  vpc_id            = aws_vpc.this.id
  availability_zone = each.key
  cidr_block        = cidrsubnet("10.0.0.0/16", 8, each.value + 20)
}

resource "aws_route_table" "public" {
  vpc_id = aws_vpc.this.id
}

resource "aws_route" "public" {
  route_table_id         = aws_route_table.public.id
  destination_cidr_block = "0.0.0.0/0"
  gateway_id             = aws_internet_gateway.this.id
}

resource "aws_route_table_association" "public" {
  for_each       = aws_subnet.public
  subnet_id      = each.value.id
  route_table_id = aws_route_table.public.id
}

resource "aws_eip" "nat" {
  domain = "vpc"
}

resource "aws_nat_gateway" "this" {
  subnet_id     = aws_subnet.public["us-east-1a"].id
  allocation_id = aws_eip.nat.id
}

resource "aws_route_table" "app" {
  vpc_id = aws_vpc.this.id

  route {
    cidr_block     = "0.0.0.0/0"
    nat_gateway_id = aws_nat_gateway.this.id
  }
}

resource "aws_route_table_association" "app" {
  for_each       = aws_subnet.app
  subnet_id      = each.value.id
  route_table_id = aws_route_table.app.id
}

resource "aws_lb" "web" {
  name    = "web"
  subnets = [for subnet in aws_subnet.public : subnet.id]
}

resource "aws_lb_target_group" "web" {
  name        = "web"
  port        = 80
  protocol    = "HTTP"
  target_type = "ip"
  vpc_id      = aws_vpc.this.id
}

resource "aws_lb_listener" "web" {
  load_balancer_arn = aws_lb.web.arn
  port              = 443
  protocol          = "HTTPS"

  default_action {
    type             = "forward"
    target_group_arn = aws_lb_target_group.web.arn
  }
}

resource "aws_ecs_cluster" "this" {
  name = "shop"
}

resource "aws_ecs_task_definition" "web" {
  family                   = "web"
  requires_compatibilities = ["FARGATE"]
  network_mode             = "awsvpc"
  cpu                      = 256
  memory                   = 512
  container_definitions    = jsonencode([{ name = "web", image = "web:1", portMappings = [{ containerPort = 8080 }] }])
}

resource "aws_ecs_service" "web" {
  name            = "web"
  cluster         = aws_ecs_cluster.this.id
  task_definition = aws_ecs_task_definition.web.arn
  launch_type     = "FARGATE"
  desired_count   = 1

  network_configuration {
    subnets = [for subnet in aws_subnet.app : subnet.id]
  }

  load_balancer {
    target_group_arn = aws_lb_target_group.web.arn
    container_name   = "web"
    container_port   = 8080
  }
}

resource "aws_db_subnet_group" "orders" {
  name       = "orders"
  subnet_ids = [for subnet in aws_subnet.data : subnet.id]
}

resource "aws_db_instance" "orders" {
  identifier           = "orders"
  engine               = "postgres"
  instance_class       = "db.t4g.small"
  db_subnet_group_name = aws_db_subnet_group.orders.name
}

resource "aws_sns_topic" "alarms" {
  name = "alarms"
}

resource "aws_sns_topic_subscription" "mail" {
  topic_arn = aws_sns_topic.alarms.arn
  protocol  = "email"
  endpoint  = "on-call@example.com"
}

resource "aws_cloudwatch_metric_alarm" "cpu" {
  alarm_name          = "web-cpu"
  namespace           = "AWS/ECS"
  metric_name         = "CPUUtilization"
  statistic           = "Average"
  period              = 60
  evaluation_periods  = 5
  comparison_operator = "GreaterThanThreshold"
  threshold           = 80
  alarm_actions       = [aws_sns_topic.alarms.arn]
  dimensions          = { ClusterName = "shop", ServiceName = "web" }
}

resource "aws_cloudwatch_metric_alarm" "silent" {
  alarm_name          = "web-errors"
  namespace           = "AWS/ApplicationELB"
  metric_name         = "HTTPCode_ELB_5XX_Count"
  statistic           = "Sum"
  period              = 60
  evaluation_periods  = 1
  comparison_operator = "GreaterThanThreshold"
  threshold           = 5
  dimensions          = { LoadBalancer = aws_lb.web.arn_suffix }
}
"#;

/// Of the network nothing is known: its modules are not in the repository, its values are not given.
pub(crate) const ELSEWHERE: &str = r#"
variable "subnets" {
  type = list(string)
}

module "vpc" {
  source  = "example/network/aws"
  version = "5.8.1"
}

data "aws_subnets" "found" {
  filter {
    name   = "tag:Tier"
    values = ["app"]
  }
}

resource "aws_lb" "module" {
  name    = "module"
  subnets = module.vpc.public_subnets
}

resource "aws_lb" "variable" {
  name     = "variable"
  internal = true
  subnets  = var.subnets
}

resource "aws_instance" "literal" {
  ami           = "ami-12345678"
  instance_type = "t4g.nano"
  subnet_id     = "subnet-0123456789abcdef0"
}

resource "aws_lambda_function" "found" {
  function_name = "found"
  role          = "arn:aws:iam::123456789012:role/found"

  vpc_config {
    subnet_ids         = data.aws_subnets.found.ids
    security_group_ids = []
  }
}
"#;

/// A network of many zones and subnets: `zones` columns and `rows` rows.
pub(crate) fn large(zones: usize, rows: usize) -> String {
    let letters = "abcdefghij";
    let names: Vec<String> = letters
        .chars()
        .take(zones)
        .map(|it| format!("\"us-east-1{it}\""))
        .collect();
    let mut text = format!(
        "locals {{\n  zones = {{ for at, zone in [{}] : zone => at }}\n}}\n\
         resource \"aws_vpc\" \"this\" {{\n  cidr_block = \"10.0.0.0/16\"\n}}\n",
        names.join(", ")
    );
    let row = |row: usize| {
        format!(
            "resource \"aws_subnet\" \"row{row}\" {{\n  for_each = local.zones\n  vpc_id = aws_vpc.this.id\n  \
             availability_zone = each.key\n  cidr_block = cidrsubnet(\"10.0.0.0/16\", 8, each.value + {})\n}}\n",
            row * zones
        )
    };
    text.extend((0..rows).map(row));
    text
}

/// The shop with names that would break out of each format, and that are longer than any box.
pub(crate) fn hostile() -> String {
    let long = "W".repeat(300);
    let names = [
        (
            "name    = \"web\"\n  subnets",
            format!("<script>alert(1)</script> & \\\"{long}"),
        ),
        (
            "identifier           = \"orders\"",
            "]]> --> end; click n1 \\\\\\\" ] ) } %%{init}%%".to_owned(),
        ),
        (
            "name            = \"web\"",
            "a\\nb\\tc|d`e#quot;\\u202e\\u0007 عربي 👩‍💻 日本語日本語日本語日本語日本語日本語"
                .to_owned(),
        ),
        ("{ Name = \"shop\" }", format!("{long} \\u0000-\\ufffe")),
    ];
    let mut text = SHOP.to_owned();
    for (find, name) in names {
        assert!(text.contains(find), "{find}");
        let (before, after) = find.split_once('"').unwrap();
        let after = after.split_once('"').unwrap().1;
        text = text.replacen(find, &format!("{before}\"{name}\"{after}"), 1);
    }
    text
}
