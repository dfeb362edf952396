use super::covers;
use super::testing::{causes, differences, found, uncertain};

const NOTHING: [&str; 0] = [];

const GROUPS: &str = r#"
resource "aws_vpc" "this" {
  cidr_block = "10.0.0.0/16"
}
resource "aws_security_group" "balancer" {
  vpc_id = aws_vpc.this.id
}
"#;

/// A group whose rules are in its own block, and `more` beside.
fn inline(rules: &str) -> String {
    format!(
        "{GROUPS}resource \"aws_security_group\" \"app\" {{\n  vpc_id = aws_vpc.this.id\n{rules}}}\n"
    )
}

/// A group whose rules are resources of their own.
pub(super) fn apart(rules: &str) -> String {
    format!("{}{rules}", inline(""))
}

const INLINE: &str = r#"
  ingress {
    from_port       = 8080
    to_port         = 8081
    protocol        = "tcp"
    security_groups = [aws_security_group.balancer.id]
    cidr_blocks     = [aws_vpc.this.cidr_block]
  }
  egress {
    from_port   = 0
    to_port     = 0
    protocol    = "-1"
    cidr_blocks = ["0.0.0.0/0"]
  }
"#;

const RULES: &str = r#"
resource "aws_security_group_rule" "balancer" {
  security_group_id        = aws_security_group.app.id
  type                     = "ingress"
  from_port                = 8080
  to_port                  = 8081
  protocol                 = "tcp"
  source_security_group_id = aws_security_group.balancer.id
}
resource "aws_vpc_security_group_ingress_rule" "vpc" {
  for_each          = toset(["8080", "8081"])
  security_group_id = aws_security_group.app.id
  ip_protocol       = "6"
  from_port         = each.value
  to_port           = each.value
  cidr_ipv4         = "10.0.0.0/16"
}
resource "aws_vpc_security_group_egress_rule" "all" {
  security_group_id = aws_security_group.app.id
  ip_protocol       = "-1"
  cidr_ipv4         = "0.0.0.0/0"
}
"#;

fn open_to(range: &str) -> String {
    format!(
        "{INLINE}  ingress {{\n    from_port = 22\n    to_port = 22\n    protocol = \"tcp\"\n    cidr_blocks = [\"{range}\"]\n  }}\n"
    )
}

#[test]
fn rules_are_the_same_wherever_they_are_written() {
    let (left, right) = (inline(INLINE), apart(RULES));
    assert_eq!(differences(&left, &right), NOTHING);
    assert_eq!(differences(&right, &left), NOTHING);
    assert_eq!(uncertain(&left, &right), NOTHING);
    // Each network has its own addresses.
    let other = right.replace("10.0.", "10.7.");
    assert_eq!(differences(&left, &other), NOTHING);
}

#[test]
fn what_one_group_opens_more_is_told_on_both_ways() {
    let (left, right) = (inline(&open_to("0.0.0.0/0")), apart(RULES));
    let rule = "parity-security-group resource.aws_security_group.app.ingress";
    let more = "port 22 from anywhere";
    assert_eq!(
        differences(&left, &right),
        [format!("{rule}: {more} / - <prod")]
    );
    assert_eq!(
        differences(&right, &left),
        [format!("{rule}: - / {more} <test")]
    );
    found(&left, &right, |found| {
        let told = &found.differences[0];
        assert!(told.reason.contains("open to the world"));
        assert!(told.places.reference.is_some() && told.places.other.is_some());
    });
}

#[test]
fn other_ports_and_wider_ranges_are_what_they_open_more() {
    let rule = "parity-security-group resource.aws_security_group.app.ingress";
    let left = inline(INLINE);
    let wider = left.replace("to_port         = 8081", "to_port         = 8090");
    let found = differences(&left, &wider);
    let whom = ["10.0.0.0/16", "aws_security_group.balancer"];
    let expected = whom.map(|whom| format!("{rule}: - / ports 8082 to 8090 from {whom} <test"));
    assert_eq!(found, expected);
    let moved = inline(&open_to("0.0.0.0/0"));
    let other = moved.replace("= 22", "= 23");
    let expected = format!("{rule}: port 22 from anywhere / port 23 from anywhere");
    assert_eq!(differences(&moved, &other), [expected]);
}

#[test]
fn offices_have_addresses_of_their_own() {
    let office = inline(&open_to("198.51.100.0/24"));
    let other = inline(&open_to("203.0.113.0/24"));
    let told = differences(&office, &other);
    assert_eq!(told.len(), 1);
    assert!(told[0].ends_with(" legitimate"), "{told:?}");
    // A larger range is no other office.
    let wider = inline(&open_to("203.0.0.0/16"));
    let told = differences(&office, &wider);
    let rule = "parity-security-group resource.aws_security_group.app.ingress";
    let ranges = "port 22 from 198.51.100.0/24 / port 22 from 203.0.0.0/16";
    assert_eq!(told, [format!("{rule}: {ranges} <test")]);
}

#[test]
fn one_rule_for_somebody_else_is_one_difference() {
    let rule = "parity-security-group resource.aws_security_group.app.ingress";
    let (office, world) = (open_to("198.51.100.0/24"), open_to("0.0.0.0/0"));
    assert_eq!(
        differences(&inline(&office), &inline(&world)),
        [format!(
            "{rule}: port 22 from 198.51.100.0/24 / port 22 from anywhere <test"
        )]
    );
    let group = office.replace(
        "cidr_blocks = [\"198.51.100.0/24\"]",
        "security_groups = [aws_security_group.balancer.id]",
    );
    assert_eq!(
        differences(&inline(&group), &inline(&office)),
        [format!(
            "{rule}: port 22 from aws_security_group.balancer / port 22 from 198.51.100.0/24"
        )]
    );
}

#[test]
fn types_of_icmp_are_told_apart() {
    let icmp = |first: &str, last: &str, protocol: &str| {
        inline(&format!(
            "  ingress {{\n    from_port = {first}\n    to_port = {last}\n    protocol = \"{protocol}\"\n    \
             cidr_blocks = [\"0.0.0.0/0\"]\n  }}\n"
        ))
    };
    let rule = "parity-security-group resource.aws_security_group.app.ingress";
    let found = differences(&icmp("8", "0", "icmp"), &icmp("3", "4", "icmp"));
    let types =
        ["8 and code 0", "3 and code 4"].map(|it| format!("icmp of type {it} from anywhere"));
    assert_eq!(found, [format!("{rule}: {}", types.join(" / "))]);
    assert_eq!(
        differences(&icmp("8", "0", "icmp"), &icmp("8", "0", "1")),
        NOTHING
    );
    assert_eq!(
        differences(&icmp("0", "0", "50"), &icmp("0", "0", "51")).len(),
        2
    );
    // A type that is not known may be the same.
    let variable = "variable \"kind\" {\n  type = number\n}\n";
    let open = format!("{variable}{}", icmp("var.kind", "0", "icmp"));
    assert_eq!(differences(&open, &icmp("8", "0", "icmp")), NOTHING);
    assert_eq!(uncertain(&open, &icmp("8", "0", "icmp")).len(), 1);
}

#[test]
fn groups_that_are_made_elsewhere_are_told_apart_by_what_both_call_them() {
    let text = |web: &str, jobs: &str| {
        let rule = |group: &str, port: &str| {
            format!(
                "  ingress {{\n    from_port = {port}\n    to_port = {port}\n    protocol = \"tcp\"\n    \
                 security_groups = [data.aws_security_group.{group}.id]\n  }}\n"
            )
        };
        let groups = ["web", "jobs"].map(|name| {
            format!("data \"aws_security_group\" \"{name}\" {{\n  id = \"sg-{name}\"\n}}\n")
        });
        format!(
            "{}{}",
            groups.concat(),
            inline(&format!("{}{}", rule("web", web), rule("jobs", jobs)))
        )
    };
    assert_eq!(differences(&text("80", "81"), &text("80", "81")), NOTHING);
    assert_ne!(differences(&text("80", "81"), &text("81", "80")), NOTHING);
}

#[test]
fn groups_of_other_ids_are_each_environments_own() {
    let text = |id: &str| {
        inline(&format!(
            "  ingress {{\n    from_port = 80\n    to_port = 80\n    protocol = \"tcp\"\n    \
             security_groups = [\"{id}\"]\n  }}\n"
        ))
    };
    assert_eq!(
        differences(&text("sg-0123456789abcdef0"), &text("sg-0fedcba9876543210")),
        NOTHING
    );
}

#[test]
fn rules_that_are_not_known_are_no_difference() {
    let variable = "variable \"ranges\" {\n  type = list(string)\n}\n";
    let open = open_to("198.51.100.0/24").replace("[\"198.51.100.0/24\"]", "var.ranges");
    let unknown = format!("{variable}{}", inline(&open));
    let known = inline(&open_to("0.0.0.0/0"));
    assert_eq!(differences(&unknown, &known), NOTHING);
    let doubts = uncertain(&unknown, &known);
    assert_eq!(doubts.len(), 1, "{doubts:?}");
    assert!(
        doubts[0].contains("var.ranges is given no value"),
        "{doubts:?}"
    );
    assert_eq!(uncertain(&unknown, &unknown), NOTHING);
}

pub(super) const SERVICE: &str = r#"
resource "aws_ecs_cluster" "this" {
  name = "shop"
}
resource "aws_ecs_task_definition" "app" {
  family                = "app"
  container_definitions = "[]"
}
resource "aws_ecs_service" "this" {
  name            = "app"
  cluster         = aws_ecs_cluster.this.id
  task_definition = aws_ecs_task_definition.app.arn
}
resource "aws_sns_topic" "alarms" {
  name = "alarms"
}
resource "aws_sqs_queue" "jobs" {
  name = "jobs"
}
"#;

/// The service with alarms of these texts beside it.
fn watched(alarms: &[&str]) -> String {
    format!("{SERVICE}{}", alarms.concat())
}

pub(super) const CPU: &str = r#"
resource "aws_cloudwatch_metric_alarm" "cpu" {
  alarm_name          = "cpu"
  namespace           = "AWS/ECS"
  metric_name         = "CPUUtilization"
  statistic           = "Average"
  period              = 60
  evaluation_periods  = 3
  threshold           = 80
  comparison_operator = "GreaterThanThreshold"
  alarm_actions       = [aws_sns_topic.alarms.arn]
  dimensions = {
    ServiceName = aws_ecs_service.this.name
    ClusterName = aws_ecs_cluster.this.name
  }
}
"#;

const CPU_BY_QUERY: &str = r#"
resource "aws_cloudwatch_metric_alarm" "load" {
  alarm_name          = "load"
  evaluation_periods  = "3"
  threshold           = "80"
  comparison_operator = "GreaterThanThreshold"
  treat_missing_data  = "missing"
  alarm_actions       = [aws_sns_topic.alarms.arn]
  metric_query {
    id          = "cpu"
    return_data = true
    metric {
      namespace   = "AWS/ECS"
      metric_name = "CPUUtilization"
      stat        = "Average"
      period      = 60
      dimensions = {
        ClusterName = "shop"
        ServiceName = "app"
      }
    }
  }
}
"#;

const DEPTH: &str = r#"
resource "aws_cloudwatch_metric_alarm" "depth" {
  alarm_name          = "depth"
  namespace           = "AWS/SQS"
  metric_name         = "ApproximateNumberOfMessagesVisible"
  statistic           = "Maximum"
  period              = 60
  evaluation_periods  = 1
  threshold           = 10
  comparison_operator = "GreaterThanThreshold"
  dimensions          = { QueueName = aws_sqs_queue.jobs.name }
}
"#;

#[test]
fn alarms_are_known_by_what_they_watch() {
    let (left, right) = (watched(&[CPU]), watched(&[CPU_BY_QUERY]));
    assert_eq!(differences(&left, &right), NOTHING);
    assert_eq!(differences(&right, &left), NOTHING);
    assert_eq!(uncertain(&left, &right), NOTHING);
    let renamed = right.replace("\"shop\"", "\"store\"");
    assert_eq!(differences(&left, &renamed), NOTHING);
}

#[test]
fn an_alarm_of_one_side_alone_is_missing_on_the_other() {
    let (left, right) = (watched(&[CPU, DEPTH]), watched(&[CPU]));
    let path = "alarm:AWS/SQS ApproximateNumberOfMessagesVisible (aws_sqs_queue.jobs)";
    let shown = "aws_cloudwatch_metric_alarm.depth";
    assert_eq!(
        differences(&left, &right),
        [format!("parity-alarm-missing {path}: {shown} / - <test")]
    );
    assert_eq!(
        differences(&right, &left),
        [format!("parity-alarm-missing {path}: - / {shown} <prod")]
    );
}

#[test]
fn an_alarm_that_watches_otherwise_is_told_by_what_it_says() {
    let left = watched(&[CPU]);
    let path = "alarm:AWS/ECS CPUUtilization (aws_ecs_cluster.this, aws_ecs_service.this)";
    let cases = [
        (
            "\"Average\"",
            "\"Maximum\"",
            "statistic: \"Average\" / \"Maximum\"",
        ),
        ("= 60", "= 300", "period: 60 / 300"),
        ("= 80", "= 90", "threshold: 80 / 90 <test legitimate"),
        (
            "\"GreaterThanThreshold\"",
            "\"LessThanThreshold\"",
            "comparison_operator: \"GreaterThanThreshold\" / \"LessThanThreshold\"",
        ),
        (
            "[aws_sns_topic.alarms.arn]",
            "[]",
            "alarm_actions: somebody is told / nobody is told <test",
        ),
    ];
    for (from, to, told) in cases {
        let right = left.replace(from, to);
        let expected = format!("parity-alarm-value {path}.{told}");
        assert_eq!(differences(&left, &right), [expected]);
        assert_eq!(differences(&right, &left).len(), 1);
    }
}

#[test]
fn production_is_told_no_later_than_others() {
    let path = "alarm:AWS/ECS CPUUtilization (aws_ecs_cluster.this, aws_ecs_service.this)";
    let less = CPU.replace("GreaterThan", "LessThan");
    let counted = CPU.replace("\"CPUUtilization\"", "\"RequestCount\"");
    let with_datapoints = CPU.replace("period ", "datapoints_to_alarm = 3\n  period ");
    // Production's alarm, what it says, and what test's says instead.
    for (alarm, production, test, told) in [
        (CPU, "= 80", "= 70", "threshold: 80 / 70 <prod"),
        (&less, "= 80", "= 90", "threshold: 80 / 90 <prod"),
        (CPU, "= 3", "= 2", "evaluation_periods: 3 / 2 <prod"),
        (
            &with_datapoints,
            "datapoints_to_alarm = 3",
            "datapoints_to_alarm = 2",
            "datapoints_to_alarm: 3 / 2 <prod",
        ),
    ] {
        let left = watched(&[alarm]);
        let right = left.replace(production, test);
        assert_eq!(
            differences(&left, &right),
            [format!("parity-prod-weaker {path}.{told}")]
        );
        let [other] = &differences(&right, &left)[..] else {
            panic!("{told}")
        };
        assert!(other.ends_with("legitimate"), "{other}");
    }
    // How many requests there are hangs on who sends them.
    let left = watched(&[&counted]);
    let [found] = &differences(&left, &left.replace("= 80", "= 70"))[..] else {
        panic!("one difference")
    };
    assert!(found.ends_with("legitimate"), "{found}");
}

#[test]
fn what_an_alarm_watches_may_not_be_known() {
    let open = CPU.replace("aws_ecs_service.this.name", "var.service");
    let variable = "variable \"service\" {}\n";
    let left = watched(&[variable, &open]);
    assert_eq!(differences(&left, &left), NOTHING);
    let right = watched(&[CPU_BY_QUERY]);
    assert_eq!(differences(&left, &right), NOTHING);
    assert_eq!(uncertain(&left, &right).len(), 2);
}

/// A VPC with two subnets, whose default route leads to what `target` says.
fn network(target: &str, zones: [&str; 2]) -> String {
    let [first, second] = zones;
    format!(
        r#"
resource "aws_vpc" "this" {{
  cidr_block = "10.0.0.0/16"
}}
resource "aws_internet_gateway" "this" {{
  vpc_id = aws_vpc.this.id
}}
resource "aws_subnet" "public" {{
  vpc_id            = aws_vpc.this.id
  cidr_block        = "10.0.0.0/24"
  availability_zone = "{first}"
}}
resource "aws_nat_gateway" "this" {{
  subnet_id         = aws_subnet.public.id
  connectivity_type = "private"
}}
resource "aws_subnet" "app" {{
  vpc_id            = aws_vpc.this.id
  cidr_block        = "10.0.1.0/24"
  availability_zone = "{second}"
}}
resource "aws_route_table" "app" {{
  vpc_id = aws_vpc.this.id
  route {{
    cidr_block = "0.0.0.0/0"
    {target}
  }}
}}
resource "aws_route_table_association" "app" {{
  subnet_id      = aws_subnet.app.id
  route_table_id = aws_route_table.app.id
}}
"#
    )
}

const BY_NAT: &str = "nat_gateway_id = aws_nat_gateway.this.id";
const BY_GATEWAY: &str = "gateway_id = aws_internet_gateway.this.id";
const ZONES: [&str; 2] = ["us-east-1a", "us-east-1b"];

#[test]
fn where_the_packets_of_a_tier_go_is_told_once() {
    let (left, right) = (network(BY_NAT, ZONES), network(BY_GATEWAY, ZONES));
    let path = "parity-resource-value resource.aws_subnet.app.class";
    let private = "private, out through a NAT gateway";
    assert_eq!(
        differences(&left, &right),
        [format!("{path}: {private} / public <test")]
    );
    assert_eq!(
        differences(&right, &left),
        [format!("{path}: public / {private} <prod")]
    );
    assert_eq!(differences(&left, &left), NOTHING);
}

#[test]
fn a_class_follows_from_what_makes_the_route_another() {
    let text = |is_public: bool| {
        let routes = "gateway_id = local.is_public ? aws_internet_gateway.this.id : null\n    \
            nat_gateway_id = local.is_public ? null : aws_nat_gateway.this.id";
        let network = network(routes, ZONES);
        format!("locals {{\n  is_public = {is_public}\n}}\n{network}")
    };
    for (left, right) in [(false, true), (true, false)] {
        let told = causes(&text(left), &text(right));
        let [cause] = &told[..] else {
            panic!("{told:?}");
        };
        assert!(cause.contains("resource.aws_subnet.app.class"), "{cause}");
    }
}

#[test]
fn production_spans_as_many_zones_as_others() {
    let left = network(BY_NAT, ZONES);
    let right = network(BY_NAT, ["us-east-1a", "us-east-1a"]);
    let path = "parity-prod-weaker resource.aws_vpc.this.zones";
    assert_eq!(
        differences(&left, &right),
        [format!("{path}: 2 zones / 1 zones <test legitimate")]
    );
    assert_eq!(
        differences(&right, &left),
        [format!("{path}: 1 zones / 2 zones <prod")]
    );
}

#[test]
fn what_tasks_run_on_may_be_said_by_the_cluster() {
    let own = SERVICE.replace(
        "  name            = \"app\"\n",
        "  name            = \"app\"\n  launch_type = \"FARGATE\"\n",
    );
    let of_cluster = format!(
        "{SERVICE}resource \"aws_ecs_cluster_capacity_providers\" \"this\" {{\n  \
         cluster_name = aws_ecs_cluster.this.name\n  capacity_providers = [\"FARGATE\"]\n  \
         default_capacity_provider_strategy {{\n    capacity_provider = \"FARGATE\"\n    base = 1\n  }}\n}}\n"
    );
    assert_eq!(differences(&own, &of_cluster), NOTHING);
    let told = differences(&own, SERVICE);
    let path = "parity-resource-value resource.aws_ecs_service.this.launch_type";
    assert_eq!(told, [format!("{path}: Fargate / EC2 instances")]);
}

#[test]
fn what_is_judged_here_is_not_judged_by_its_value() {
    assert!(covers("aws_security_group_rule", None));
    assert!(covers("aws_security_group_rule", Some("from_port")));
    assert!(covers("aws_security_group", Some("ingress")));
    assert!(!covers("aws_security_group", None));
    assert!(!covers("aws_lb", Some("internal")));
    assert_eq!(differences(GROUPS, GROUPS), NOTHING);
}
