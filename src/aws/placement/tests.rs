//! The ways in which people say what runs where, and what is made of each.

use crate::eval::Value;
use crate::graph::alternatives;

use super::super::Infrastructure;
use super::super::testing::{node, of_files, of_stack};
use super::definition::{given, is_for_windows};
use super::scaling::{floor, has_policy, scaling};
use super::truth::{Truth, entry};
use super::zone::Zones;
use super::{Launch, Workload};

fn service<'i, 'g>(infrastructure: &'i Infrastructure<'g>) -> &'i Workload<'g> {
    let mut services = infrastructure.placement.services();
    services.next().expect("there is a service")
}

/// What the tasks of the only service run on: `lines` are in its block, `text` beside it.
fn launch(lines: &str, text: &str) -> Result<Launch, String> {
    let text =
        format!("resource \"aws_ecs_service\" \"s\" {{\n  name = \"s\"\n{lines}\n}}\n{text}");
    of_stack(&text, |infrastructure| {
        let launch = service(infrastructure).launch.clone();
        launch.map_err(|unsure| unsure.reason)
    })
}

const CLUSTER: &str = "resource \"aws_ecs_cluster\" \"c\" {\n  name = \"c\"\n}\n";

fn providers(strategy: &str) -> String {
    format!(
        "{CLUSTER}resource \"aws_ecs_cluster_capacity_providers\" \"c\" {{\n  cluster_name = aws_ecs_cluster.c.name\n  \
         capacity_providers = [\"FARGATE\"]\n{strategy}}}\n"
    )
}

#[test]
fn the_launch_type_comes_before_the_strategy_and_that_before_the_clusters() {
    let strategy = "capacity_provider_strategy {\n capacity_provider = \"FARGATE_SPOT\"\n}";
    let of_cluster = "default_capacity_provider_strategy {\n capacity_provider = \"FARGATE\"\n}\n";
    let in_cluster = "cluster = aws_ecs_cluster.c.id";
    assert_eq!(launch("launch_type = \"FARGATE\"", ""), Ok(Launch::Fargate));
    assert_eq!(launch("launch_type = \"EC2\"", ""), Ok(Launch::Ec2));
    assert_eq!(launch(strategy, ""), Ok(Launch::Fargate));
    assert_eq!(
        launch(in_cluster, &providers(of_cluster)),
        Ok(Launch::Fargate)
    );
    let by_name = "cluster = \"c\"";
    assert_eq!(launch(by_name, &providers(of_cluster)), Ok(Launch::Fargate));
    // The default of ECS.
    assert_eq!(launch(in_cluster, &providers("")), Ok(Launch::Ec2));
    assert_eq!(launch(in_cluster, CLUSTER), Ok(Launch::Ec2));
}

#[test]
fn what_is_made_elsewhere_leaves_the_launch_type_open() {
    assert!(launch("cluster = \"of-another-repository\"", "").is_err());
    assert!(launch("launch_type = var.kind", "variable \"kind\" {}\n").is_err());
    let unseen = format!(
        "{CLUSTER}module \"m\" {{\n  source = \"example/providers/aws\"\n  cluster = aws_ecs_cluster.c.name\n}}\n"
    );
    assert!(launch("cluster = aws_ecs_cluster.c.id", &unseen).is_err());
}

/// The fewest and the most different zones of the subnets in `list`.
fn zones(text: &str, list: &str) -> (usize, Option<usize>) {
    let text = format!(
        "resource \"aws_ecs_service\" \"s\" {{\n  name = \"s\"\n  network_configuration {{\n    subnets = {list}\n  }}\n}}\n\
         data \"aws_availability_zones\" \"z\" {{\n  state = \"available\"\n}}\n{text}"
    );
    of_stack(&text, |infrastructure| {
        let graph = &infrastructure.graph;
        let subnets = service(infrastructure)
            .of_network(graph, "subnets")
            .expect("known");
        let list = subnets.first().copied().flatten().expect("given");
        let ways = alternatives(list);
        let zones = Zones::of(graph, ways.first().expect("one way"));
        (zones.minimum(), zones.maximum())
    })
}

fn subnet(name: &str, zone: &str) -> String {
    format!("resource \"aws_subnet\" \"{name}\" {{\n  vpc_id = \"vpc-1\"\n{zone}\n}}\n")
}

#[test]
fn zones_are_counted_and_not_subnets() {
    let of = |zones_of: &[&str]| {
        let names = ["a", "b", "c"];
        let pairs = names.iter().zip(zones_of);
        let text: String = pairs.map(|(name, zone)| subnet(name, zone)).collect();
        let ids = names.iter().take(zones_of.len());
        let ids: Vec<String> = ids.map(|name| format!("aws_subnet.{name}.id")).collect();
        zones(&text, &format!("[{}]", ids.join(", ")))
    };
    let (a, b) = (
        "availability_zone = \"us-east-1a\"",
        "availability_zone = \"us-east-1b\"",
    );
    assert_eq!(of(&[a, a]), (1, Some(1)));
    assert_eq!(of(&[a, b]), (2, Some(2)));
    assert_eq!(of(&[a, b, a]), (2, Some(2)));
    // A name and an id may be those of one zone.
    assert_eq!(
        of(&[a, "availability_zone_id = \"use1-az1\""]),
        (1, Some(2))
    );
    // AWS chooses a zone for each.
    assert_eq!(of(&["", ""]), (1, Some(2)));
    assert_eq!(of(&[a, ""]), (1, Some(2)));
    assert_eq!(of(&[""]), (1, Some(1)));
    let listed =
        |at: usize| format!("availability_zone = data.aws_availability_zones.z.names[{at}]");
    assert_eq!(of(&[&listed(0), &listed(1)]), (2, Some(2)));
    assert_eq!(of(&[&listed(0), &listed(0)]), (1, Some(1)));
    assert_eq!(of(&[&listed(0), a]), (1, Some(2)));
}

#[test]
fn subnets_of_elsewhere_are_each_in_some_zone() {
    assert_eq!(zones("", "[\"subnet-1\"]"), (1, Some(1)));
    assert_eq!(zones("", "[\"subnet-1\", \"subnet-2\"]"), (1, Some(2)));
    assert_eq!(zones("", "[\"subnet-1\", \"subnet-1\"]"), (1, Some(1)));
    let unknown = "variable \"ids\" {\n  type = list(string)\n}\n";
    assert_eq!(zones(unknown, "var.ids"), (0, None));
}

#[test]
fn zones_of_a_slice_are_different_ones() {
    let text = r#"
resource "aws_subnet" "s" {
  for_each          = toset(slice(data.aws_availability_zones.z.names, 0, 2))
  vpc_id            = "vpc-1"
  availability_zone = each.key
}
resource "aws_subnet" "n" {
  count             = 3
  vpc_id            = "vpc-1"
  availability_zone = element(slice(data.aws_availability_zones.z.names, 0, 3), count.index)
}
"#;
    assert_eq!(zones(text, "aws_subnet.n[*].id"), (3, Some(3)));
    assert_eq!(zones(text, "values(aws_subnet.s)[*].id"), (2, Some(2)));
}

/// The fewest tasks of the only service, as `least to most by argument`, or why they are not known.
fn fewest(lines: &str, text: &str) -> String {
    let text = format!(
        "resource \"aws_ecs_service\" \"s\" {{\n  name = \"s\"\n  cluster = \"c\"\n{lines}\n}}\n{text}"
    );
    of_stack(&text, |infrastructure| {
        let id = node(infrastructure, "aws_ecs_service.s");
        match floor(infrastructure, id) {
            Ok(Some(floor)) => format!("{} to {} by {}", floor.least, floor.most, floor.by.1),
            Ok(None) => "not its own".to_owned(),
            Err(unsure) => unsure.reason,
        }
    })
}

fn target(resource_id: &str, minimum: &str) -> String {
    format!(
        "resource \"aws_appautoscaling_target\" \"t\" {{\n  service_namespace = \"ecs\"\n  scalable_dimension = \
         \"ecs:service:DesiredCount\"\n  resource_id = {resource_id}\n  min_capacity = {minimum}\n  max_capacity = 9\n}}\n"
    )
}

#[test]
fn the_fewest_tasks_are_those_of_the_autoscaling_target() {
    assert_eq!(fewest("", ""), "0 to 0 by desired_count");
    assert_eq!(fewest("desired_count = 3", ""), "3 to 3 by desired_count");
    assert_eq!(
        fewest("scheduling_strategy = \"DAEMON\"", ""),
        "not its own"
    );
    let by_name = target("\"service/c/s\"", "2");
    assert_eq!(
        fewest("desired_count = 1", &by_name),
        "2 to 2 by min_capacity"
    );
    let by_reference = target("\"service/c/${aws_ecs_service.s.name}\"", "2");
    assert_eq!(fewest("", &by_reference), "2 to 2 by min_capacity");
    // Another service, another cluster, another thing to scale.
    for other in ["\"service/c/other\"", "\"service/other/s\"", "\"table/s\""] {
        assert_eq!(
            fewest("desired_count = 1", &target(other, "2")),
            "1 to 1 by desired_count"
        );
    }
    let scheduled = "resource \"aws_appautoscaling_scheduled_action\" \"night\" {\n  name = \"night\"\n  service_namespace = \
                     \"ecs\"\n  resource_id = aws_appautoscaling_target.t.resource_id\n  scalable_dimension = \
                     \"ecs:service:DesiredCount\"\n  schedule = \"cron(0 20 * * ? *)\"\n  scalable_target_action {\n    \
                     min_capacity = 1\n    max_capacity = 1\n  }\n}\n";
    let nightly = format!("{by_name}{scheduled}");
    assert_eq!(
        fewest("", &nightly),
        "1 to 1 by scalable_target_action.min_capacity"
    );
}

#[test]
fn a_target_that_may_be_of_the_service_leaves_the_fewest_open() {
    let unknown = format!(
        "variable \"name\" {{}}\n{}",
        target("\"service/c/${var.name}\"", "2")
    );
    assert_eq!(
        fewest("desired_count = 1", &unknown),
        "var.name is given no value in the repository"
    );
    // Whatever comes before, it does not end in `s`.
    let other = format!(
        "variable \"name\" {{}}\n{}",
        target("\"service/c/${var.name}-x\"", "2")
    );
    assert_eq!(
        fewest("desired_count = 1", &other),
        "1 to 1 by desired_count"
    );
    let ignored = "desired_count = 1\n lifecycle {\n  ignore_changes = [desired_count]\n }";
    assert_eq!(
        fewest(ignored, ""),
        "Terraform leaves the number of tasks to something else"
    );
}

#[test]
fn a_target_is_of_the_service_that_its_id_names_and_of_no_other() {
    let two = "resource \"aws_ecs_service\" \"other\" {\n  name = \"other\"\n  cluster = \"c\"\n}\nvariable \"is_other\" {\n  type = bool\n}\n";
    let by = |resource_id: &str| {
        fewest(
            "desired_count = 1",
            &format!("{two}{}", target(resource_id, "2")),
        )
    };
    // The provider's id of a service is its ARN, which says the same with more before it.
    let arn = "the id of a service is its ARN, where service/CLUSTER/SERVICE is asked for";
    assert_eq!(by("aws_ecs_service.s.id"), arn);
    assert_eq!(by("aws_ecs_service.other.id"), "1 to 1 by desired_count");
    assert_eq!(
        by("element(split(\":\", aws_ecs_service.s.id), 5)"),
        "2 to 2 by min_capacity"
    );
    let either = "is given no value in the repository";
    for expression in [
        "var.is_other ? \"service/c/other\" : \"service/c/s\"",
        "\"service/c/${var.is_other ? aws_ecs_service.other.name : aws_ecs_service.s.name}\"",
        "element(split(\":\", var.is_other ? aws_ecs_service.other.id : aws_ecs_service.s.id), 5)",
    ] {
        let said = by(expression);
        assert!(!said.contains(" by "), "{expression}: {said}");
    }
    assert!(by("var.is_other ? \"service/c/other\" : \"service/c/s\"").contains(either));
}

#[test]
fn a_cluster_that_is_not_known_does_not_hide_a_target_beside_the_service() {
    let text = format!(
        "variable \"cluster\" {{}}\nresource \"aws_ecs_service\" \"s\" {{\n  name = \"s\"\n  cluster = var.cluster\n}}\n{}",
        target("\"service/${var.cluster}/${aws_ecs_service.s.name}\"", "2")
    );
    of_stack(&text, |infrastructure| {
        let id = node(infrastructure, "aws_ecs_service.s");
        assert_eq!(scaling(infrastructure, id).targets.len(), 1);
    });
}

#[test]
fn a_service_is_not_asked_about_the_autoscaling_of_others() {
    let pair = |at: usize| {
        format!(
            "resource \"aws_ecs_service\" \"s{at}\" {{\n  name = \"s{at}\"\n  cluster = aws_ecs_cluster.c.id\n}}\n\
             resource \"aws_appautoscaling_target\" \"t{at}\" {{\n  service_namespace = \"ecs\"\n  \
             scalable_dimension = \"ecs:service:DesiredCount\"\n  resource_id = \
             \"service/${{aws_ecs_cluster.c.name}}/${{aws_ecs_service.s{at}.name}}\"\n  min_capacity = 2\n  \
             max_capacity = 3\n}}\n\
             resource \"aws_appautoscaling_policy\" \"p{at}\" {{\n  name = \"p\"\n  service_namespace = \"ecs\"\n  \
             scalable_dimension = \"ecs:service:DesiredCount\"\n  resource_id = \
             aws_appautoscaling_target.t{at}.resource_id\n}}\n"
        )
    };
    let mut text = "resource \"aws_ecs_cluster\" \"c\" {\n  name = \"c\"\n}\n".to_owned();
    text.extend((0..20).map(pair));
    of_stack(&text, |infrastructure| {
        let graph = &infrastructure.graph;
        let scaled = &infrastructure.placement.scaled;
        let service = node(infrastructure, "aws_ecs_service.s7");
        let target = node(infrastructure, "aws_appautoscaling_target.t7");
        let policy = node(infrastructure, "aws_appautoscaling_policy.p7");
        assert_eq!(scaled.targets.for_service(graph, service), [target]);
        let [policies, _] = &scaled.policies;
        assert_eq!(policies.for_service(graph, service), [policy]);
        assert_eq!(policies.of_node(graph, target), [policy]);
        assert_eq!(scaling(infrastructure, service).targets, [target]);
        assert!(has_policy(infrastructure, target, service).is_yes());
    });
}

#[test]
fn documents_are_read_with_their_holes() {
    let template = "[{\n  \"name\": \"web\",\n  \"image\": \"${image}\",\n  \"portMappings\": [{ \"containerPort\": ${port} }]\n}]\n";
    let stack = r#"
terraform {
  backend "local" {}
}
variable "image" {}
variable "port" {}
resource "aws_ecs_task_definition" "d" {
  family                = "d"
  container_definitions = templatefile("${path.module}/containers.json", { image = var.image, port = var.port })
}
"#;
    let files = [
        ("live/prod/us-east-1/main/main.tf", stack),
        ("live/prod/us-east-1/main/containers.json", template),
    ];
    of_files(&files, |infrastructure| {
        let id = node(infrastructure, "aws_ecs_task_definition.d");
        let containers = infrastructure.placement.containers(id).expect("it is read");
        let container = &containers.elements().expect("a list")[0];
        assert_eq!(
            given(container, "Name").and_then(|name| name.as_str()),
            Some("web")
        );
        let image = given(container, "image").expect("it is there");
        assert!(!image.is_known());
        let sources = infrastructure.graph.plan.repo.sources;
        let written = image.origin.map(|span| sources.snippet(span));
        assert_eq!(written, Some("\""));
    });
}

#[test]
fn the_definition_is_found_by_arn_family_and_revision() {
    let definition = "resource \"aws_ecs_task_definition\" \"d\" {\n  family = \"d\"\n}\n";
    for (named, is_found) in [
        ("aws_ecs_task_definition.d.arn", true),
        ("aws_ecs_task_definition.d.family", true),
        ("\"d\"", true),
        (
            "\"${aws_ecs_task_definition.d.family}:${aws_ecs_task_definition.d.revision}\"",
            true,
        ),
        ("\"other:${aws_ecs_task_definition.d.revision}\"", false),
        ("\"d:7\"", false),
        (
            "\"${aws_ecs_task_definition.d.family}:${max(aws_ecs_task_definition.d.revision, 7)}\"",
            false,
        ),
    ] {
        let text = format!(
            "{definition}resource \"aws_ecs_service\" \"s\" {{\n  name = \"s\"\n  task_definition = {named}\n}}\n"
        );
        of_stack(&text, |infrastructure| {
            let found = service(infrastructure).definition.clone().expect("given");
            assert_eq!(found.is_ok(), is_found, "{named}: {found:?}");
        });
    }
}

#[test]
fn schedules_run_tasks_too() {
    let text = r#"
resource "aws_cloudwatch_event_target" "e" {
  rule     = "nightly"
  arn      = "arn:aws:ecs:us-east-1:123456789012:cluster/c"
  role_arn = "arn:aws:iam::123456789012:role/events"
  ecs_target {
    launch_type         = "FARGATE"
    task_definition_arn = "arn:aws:ecs:us-east-1:123456789012:task-definition/d"
    network_configuration {
      subnets          = ["subnet-1"]
      assign_public_ip = true
    }
  }
}
resource "aws_cloudwatch_event_target" "function" {
  rule = "nightly"
  arn  = "arn:aws:lambda:us-east-1:123456789012:function:f"
}
resource "aws_scheduler_schedule" "s" {
  schedule_expression = "rate(1 hour)"
  flexible_time_window {
    mode = "OFF"
  }
  target {
    arn      = "arn:aws:ecs:us-east-1:123456789012:cluster/c"
    role_arn = "arn:aws:iam::123456789012:role/scheduler"
    ecs_parameters {
      task_definition_arn = "arn:aws:ecs:us-east-1:123456789012:task-definition/d"
      launch_type         = "FARGATE"
      network_configuration {
        subnets = ["subnet-1"]
      }
    }
  }
}
"#;
    of_stack(text, |infrastructure| {
        let graph = &infrastructure.graph;
        let workloads = infrastructure.placement.workloads.iter();
        let found: Vec<_> = workloads
            .map(|it| {
                (
                    it.address(graph),
                    it.launch.clone(),
                    it.of_network(graph, "subnets").map(|it| it.len()),
                )
            })
            .collect();
        let expected = [
            (
                "aws_cloudwatch_event_target.e".to_owned(),
                Ok(Launch::Fargate),
                Ok(1),
            ),
            (
                "aws_scheduler_schedule.s".to_owned(),
                Ok(Launch::Fargate),
                Ok(1),
            ),
        ];
        assert_eq!(found, expected);
    });
}

/// The names of the capacity providers of the strategy that spreads the tasks of the only service.
fn strategy(lines: &str, text: &str) -> Result<Option<Vec<String>>, String> {
    let text =
        format!("resource \"aws_ecs_service\" \"s\" {{\n  name = \"s\"\n{lines}\n}}\n{text}");
    of_stack(&text, |infrastructure| {
        let found = service(infrastructure).strategy(&infrastructure.graph);
        let names = |value: &Value| -> Vec<String> {
            let ways = alternatives(value);
            let certain = ways.iter().flat_map(|way| &way.certain);
            let names = certain.filter_map(|one| entry(one, "capacity_provider")?.as_str());
            names.map(str::to_owned).collect()
        };
        found
            .map(|value| value.map(names))
            .map_err(|unsure| unsure.reason)
    })
}

#[test]
fn the_strategy_is_the_services_own_else_its_clusters_and_none_beside_a_launch_type() {
    let own = "capacity_provider_strategy {\n capacity_provider = \"FARGATE_SPOT\"\n}";
    let of_cluster = "default_capacity_provider_strategy {\n capacity_provider = \"FARGATE\"\n}\n";
    let in_cluster = "cluster = aws_ecs_cluster.c.id";
    let names = |name: &str| Ok(Some(vec![name.to_owned()]));
    assert_eq!(strategy(own, ""), names("FARGATE_SPOT"));
    let both = format!("{in_cluster}\n{own}");
    assert_eq!(
        strategy(&both, &providers(of_cluster)),
        names("FARGATE_SPOT")
    );
    assert_eq!(
        strategy(in_cluster, &providers(of_cluster)),
        names("FARGATE")
    );
    let typed = format!("{in_cluster}\nlaunch_type = \"FARGATE\"");
    assert_eq!(strategy(&typed, &providers(of_cluster)), Ok(None));
    assert_eq!(strategy(in_cluster, CLUSTER), Ok(None));
    assert!(strategy("cluster = \"of-another-repository\"", "").is_err());
}

#[test]
fn a_definition_is_for_linux_unless_it_says_windows() {
    let of = |lines: &str| {
        let text = format!(
            "variable \"family\" {{}}\nresource \"aws_ecs_task_definition\" \"d\" {{\n  family = \"d\"\n{lines}}}\n"
        );
        of_stack(&text, |infrastructure| {
            let definition = node(infrastructure, "aws_ecs_task_definition.d");
            is_for_windows(&infrastructure.graph, definition)
        })
    };
    let platform =
        |family: &str| format!("  runtime_platform {{\n operating_system_family = {family}\n}}\n");
    assert_eq!(of(""), Truth::No);
    assert_eq!(of(&platform("\"LINUX\"")), Truth::No);
    assert_eq!(of(&platform("\"WINDOWS_SERVER_2022_CORE\"")), Truth::Yes);
    assert!(matches!(of(&platform("var.family")), Truth::Open(_)));
}

/// The subnets that the tasks of a service without a network of its own run in, on the instances of the group `g`.
fn subnets_of_instances(lines: &str, text: &str) -> Result<Vec<String>, String> {
    let text = format!(
        "resource \"aws_ecs_service\" \"s\" {{\n  name = \"s\"\n  cluster = aws_ecs_cluster.c.id\n  \
         task_definition = \"s:1\"\n{lines}\n}}\n{CLUSTER}\
         resource \"aws_autoscaling_group\" \"g\" {{\n  min_size = 1\n  max_size = 1\n  \
         vpc_zone_identifier = [\"subnet-1\"]\n}}\n\
         resource \"aws_ecs_capacity_provider\" \"p\" {{\n  name = \"p\"\n  auto_scaling_group_provider {{\n    \
         auto_scaling_group_arn = aws_autoscaling_group.g.arn\n  }}\n}}\n{text}"
    );
    of_stack(&text, |infrastructure| {
        let ways = service(infrastructure).subnets(&infrastructure.graph);
        let ways = ways.map_err(|unsure| unsure.reason)?;
        let all = ways.iter().flat_map(|way| way.certain.iter().copied());
        Ok(all.filter_map(Value::as_str).map(str::to_owned).collect())
    })
}

#[test]
fn tasks_on_instances_are_where_the_instances_of_their_capacity_providers_are() {
    let own =
        "capacity_provider_strategy {\n capacity_provider = aws_ecs_capacity_provider.p.name\n}";
    let of_cluster = "resource \"aws_ecs_cluster_capacity_providers\" \"c\" {\n  cluster_name = aws_ecs_cluster.c.name\n  \
         capacity_providers = [\"p\"]\n  default_capacity_provider_strategy {\n    capacity_provider = \"p\"\n  }\n}\n";
    let there = Ok(vec!["subnet-1".to_owned()]);
    assert_eq!(subnets_of_instances(own, ""), there);
    // Without a strategy of its own, the cluster's is meant.
    assert_eq!(subnets_of_instances("", of_cluster), there);
    // Instances join a cluster by themselves as well: nothing here says which ones did.
    let unknown = Err("which instances run its tasks is not known".to_owned());
    assert_eq!(subnets_of_instances("", ""), unknown);
    assert_eq!(
        subnets_of_instances("launch_type = \"EC2\"", of_cluster),
        unknown
    );
}
