//! What a picture holds. The expectations are what a person would draw who reads the Terraform.

use iaclint::config::Config;
use iaclint::picture::{Arrow, ArrowKind, Network, Part, Picture, Resident, Way, narrow};
use iaclint::source::Sources;

use super::repositories::{ELSEWHERE, SHOP, large};
use super::{pictures, stack};

fn network(picture: &Picture) -> &Network {
    let [region] = &picture.regions[..] else {
        panic!("{} regions", picture.regions.len());
    };
    let [network] = &region.networks[..] else {
        panic!("{} networks", region.networks.len());
    };
    network
}

fn resident<'p>(picture: &'p Picture, address: &str) -> &'p Resident {
    let networks = picture.regions.iter().flat_map(|region| &region.networks);
    let mut residents = networks.flat_map(|network| &network.residents);
    let found = residents.find(|it| it.part.address == address);
    found.unwrap_or_else(|| panic!("{address} is not drawn"))
}

/// Every part of the networks and the receivers, by id.
fn part(picture: &Picture, id: iaclint::picture::PartId) -> &Part {
    let networks = picture.regions.iter().flat_map(|region| &region.networks);
    let receivers = picture.receivers.iter().map(|it| &it.part);
    let watched = picture.watched.iter().map(|it| &it.part);
    let mut all = networks
        .flat_map(Network::parts)
        .chain(receivers)
        .chain(watched);
    all.find(|part| part.id == id).unwrap()
}

/// Arrows of a kind as `from -> to: label`.
fn arrows(picture: &Picture, kind: ArrowKind) -> Vec<String> {
    let name = |id| {
        let part = part(picture, id);
        if part.address.is_empty() {
            part.what.clone()
        } else {
            part.address.clone()
        }
    };
    let shown = |arrow: &Arrow| {
        format!(
            "{} -> {}: {}",
            name(arrow.from),
            name(arrow.to),
            arrow.label
        )
    };
    let mut shown: Vec<String> = picture
        .arrows
        .iter()
        .filter(|it| it.kind == kind)
        .map(shown)
        .collect();
    shown.sort();
    shown
}

/// The addresses of the subnets of each row.
fn rows(network: &Network) -> Vec<(Way, Vec<&str>)> {
    let rows = network.rows.iter();
    rows.map(|row| {
        (
            row.way,
            row.subnets
                .iter()
                .map(|it| it.part.address.as_str())
                .collect(),
        )
    })
    .collect()
}

#[test]
fn zones_are_columns_and_subnets_rows_by_where_their_packets_go() {
    let picture = stack(SHOP);
    assert_eq!(picture.environment.as_deref(), Some("prod"));
    assert_eq!(picture.regions[0].name.as_deref(), Some("us-east-1"));
    let network = network(&picture);
    assert_eq!(network.part.title, "shop");
    assert_eq!(network.part.details, ["10.0.0.0/16"]);
    let zones: Vec<&str> = network
        .zones
        .iter()
        .map(|zone| zone.title.as_str())
        .collect();
    assert_eq!(zones, ["us-east-1a", "us-east-1b"]);
    assert_eq!(
        rows(network),
        [
            (
                Way::Public,
                vec![
                    "aws_subnet.public[\"us-east-1a\"]",
                    "aws_subnet.public[\"us-east-1b\"]"
                ]
            ),
            (
                Way::Private,
                vec![
                    "aws_subnet.app[\"us-east-1a\"]",
                    "aws_subnet.app[\"us-east-1b\"]"
                ]
            ),
            (
                Way::Isolated,
                vec![
                    "aws_subnet.data[\"us-east-1a\"]",
                    "aws_subnet.data[\"us-east-1b\"]"
                ]
            ),
        ]
    );
    let nats: Vec<usize> = network.rows[0]
        .subnets
        .iter()
        .map(|it| it.nats.len())
        .collect();
    assert_eq!(nats, [1, 0]);
    assert!(network.gateways.iter().all(|gateway| gateway.is_internet));
    assert_eq!(network.gateways.len(), 1);
}

#[test]
fn routes_lead_where_the_tables_say() {
    let picture = stack(SHOP);
    assert_eq!(
        arrows(&picture, ArrowKind::Route),
        [
            "aws_subnet.app[\"us-east-1a\"] -> aws_nat_gateway.this: 0.0.0.0/0",
            "aws_subnet.app[\"us-east-1b\"] -> aws_nat_gateway.this: 0.0.0.0/0",
            "aws_subnet.public[\"us-east-1a\"] -> aws_internet_gateway.this: 0.0.0.0/0",
            "aws_subnet.public[\"us-east-1b\"] -> aws_internet_gateway.this: 0.0.0.0/0",
        ]
    );
    assert!(picture.arrows.iter().all(|arrow| arrow.doubt.is_none()));
}

#[test]
fn requests_lead_from_the_internet_through_the_balancer_to_the_containers_port() {
    assert_eq!(
        arrows(&stack(SHOP), ArrowKind::Request),
        [
            "aws_internet_gateway.this -> aws_lb.web: HTTPS 443",
            "aws_lb.web -> aws_ecs_service.web: HTTP 8080",
        ]
    );
}

#[test]
fn an_internal_balancer_gets_no_requests_from_the_internet() {
    let text = SHOP.replace(
        "  name    = \"web\"\n",
        "  name    = \"web\"\n  internal = true\n",
    );
    let picture = stack(&text);
    assert_eq!(
        arrows(&picture, ArrowKind::Request),
        ["aws_lb.web -> aws_ecs_service.web: HTTP 8080"]
    );
    assert_eq!(resident(&picture, "aws_lb.web").part.details, ["internal"]);
}

#[test]
fn what_lies_in_subnets_lies_in_all_of_its_own_and_no_others() {
    let picture = stack(SHOP);
    for (address, subnets) in [
        ("aws_lb.web", "aws_subnet.public"),
        ("aws_ecs_service.web", "aws_subnet.app"),
        ("aws_db_instance.orders", "aws_subnet.data"),
    ] {
        let resident = resident(&picture, address);
        assert_eq!(resident.subnets.len(), 2, "{address}");
        for stay in &resident.subnets {
            assert!(stay.is_certain);
            assert!(
                part(&picture, stay.subnet).address.starts_with(subnets),
                "{address}"
            );
        }
    }
    assert_eq!(
        resident(&picture, "aws_ecs_service.web").part.details,
        ["1 task", "Fargate"]
    );
}

#[test]
fn alarms_stand_at_what_they_are_about_and_say_whom_they_tell() {
    let picture = stack(SHOP);
    let about: Vec<(&str, &str)> = picture
        .watched
        .iter()
        .flat_map(|watched| {
            let of = watched
                .of
                .map_or("nothing", |id| part(&picture, id).address.as_str());
            watched
                .alarms
                .iter()
                .map(move |alarm| (alarm.part.title.as_str(), of))
        })
        .collect();
    assert_eq!(
        about,
        [
            ("web-errors", "aws_lb.web"),
            ("web-cpu", "aws_ecs_service.web")
        ]
    );
    let [silent, cpu] = &picture.watched[..] else {
        panic!("two groups of alarms");
    };
    assert!(silent.alarms[0].useless.is_some(), "it has no action");
    assert!(silent.alarms[0].tells.is_empty());
    assert_eq!(cpu.alarms[0].useless, None);
    assert_eq!(cpu.alarms[0].metrics, ["CPUUtilization"]);
    assert_eq!(cpu.alarms[0].part.details, ["> 80"]);
    let [topic] = &picture.receivers[..] else {
        panic!("one topic");
    };
    assert_eq!(cpu.alarms[0].tells, [topic.part.id]);
    assert_eq!(topic.subscribers, ["email on-call@example.com"]);
    assert_eq!(topic.unheard, None);
}

#[test]
fn an_alarm_of_which_a_dimension_is_not_known_says_so() {
    let known = "ClusterName = \"shop\", ServiceName = \"web\"";
    assert!(SHOP.contains(known));
    let refused = "ClusterName = { name = \"shop\" }.title, ServiceName = aws_ecs_service.web.name";
    let picture = stack(&SHOP.replace(known, refused));
    let all = picture.watched.iter().flat_map(|it| &it.alarms);
    let cpu = all.clone().find(|it| it.part.title == "web-cpu").unwrap();
    assert!(cpu.part.doubt.is_some(), "Terraform refuses the reference");
    let others = all.filter(|it| it.part.title != "web-cpu");
    assert!(others.map(|it| &it.part.doubt).all(Option::is_none));
}

#[test]
fn a_topic_without_subscribers_says_so() {
    let text = SHOP.replace(
        "topic_arn = aws_sns_topic.alarms.arn",
        "topic_arn = \"arn:aws:sns:us-east-1:1:x\"",
    );
    let picture = stack(&text);
    assert!(picture.receivers[0].unheard.is_some());
    assert!(picture.receivers[0].subscribers.is_empty());
}

#[test]
fn findings_stand_at_the_parts_that_they_are_about() {
    let picture = stack(SHOP);
    let service = &resident(&picture, "aws_ecs_service.web").part;
    let rules: Vec<&str> = service
        .marks
        .iter()
        .map(|at| picture.marks[*at].rule)
        .collect();
    assert!(rules.contains(&"ha-min-tasks"), "{rules:?}");
    for mark in &picture.marks {
        for id in &mark.parts {
            assert!(part_or_alarm_has(&picture, *id), "{}", mark.rule);
        }
    }
    // One about what is not drawn is there all the same.
    let text = format!("{SHOP}\nresource \"aws_instance\" \"x\" {{\n  no_such_argument = 1\n}}\n");
    let picture = stack(&text);
    assert!(picture.marks.iter().any(|mark| mark.parts.is_empty()));
}

fn part_or_alarm_has(picture: &Picture, id: iaclint::picture::PartId) -> bool {
    let networks = picture.regions.iter().flat_map(|region| &region.networks);
    let parts = networks
        .flat_map(Network::parts)
        .chain(picture.receivers.iter().map(|it| &it.part));
    let alarms = picture
        .watched
        .iter()
        .flat_map(|it| &it.alarms)
        .map(|it| &it.part);
    parts
        .chain(alarms)
        .any(|part| part.id == id && !part.marks.is_empty())
}

#[test]
fn what_is_not_known_is_drawn_with_its_reason() {
    let picture = stack(ELSEWHERE);
    let network = network(&picture);
    assert!(network.part.doubt.is_some());
    assert!(network.rows.iter().all(|row| row.way == Way::Unknown));
    let subnet_of = |address: &str| {
        let resident = resident(&picture, address);
        assert_eq!(resident.subnets.len(), 1, "{address}");
        part(&picture, resident.subnets[0].subnet)
    };
    let by_module = subnet_of("aws_lb.module");
    assert_eq!(by_module.title, "module.vpc.public_subnets");
    let reason = by_module.doubt.as_deref().unwrap();
    assert!(reason.contains("example/network/aws"), "{reason}");
    let by_variable = subnet_of("aws_lb.variable");
    assert_eq!(by_variable.title, "var.subnets");
    assert!(by_variable.doubt.as_deref().unwrap().contains("no value"));
    assert_eq!(
        subnet_of("aws_instance.literal").title,
        "subnet-0123456789abcdef0"
    );
    assert_eq!(
        subnet_of("aws_lambda_function.found").title,
        "data.aws_subnets.found"
    );
    assert_eq!(picture.missing.len(), 1);
    // The internet gateway is not seen, but requests from the internet arrive by one.
    assert_eq!(
        arrows(&picture, ArrowKind::Request),
        ["internet gateway -> aws_lb.module: "]
    );
}

#[test]
fn tasks_on_instances_stand_in_the_network_of_their_target_group() {
    let text = SHOP
        .replace("  launch_type     = \"FARGATE\"\n", "")
        .replace("  network_configuration {\n    subnets = [for subnet in aws_subnet.app : subnet.id]\n  }\n", "");
    let picture = stack(&text);
    let service = resident(&picture, "aws_ecs_service.web");
    assert!(service.subnets.is_empty());
    assert!(service.part.doubt.is_some());
    assert_eq!(network(&picture).part.title, "shop");
}

#[test]
fn a_row_holds_one_subnet_of_each_zone() {
    let picture = stack(&large(6, 5));
    let network = network(&picture);
    assert_eq!(network.zones.len(), 6);
    assert_eq!(network.rows.len(), 5);
    for row in &network.rows {
        let zones: Vec<usize> = row.subnets.iter().map(|subnet| subnet.zone).collect();
        assert_eq!(zones, [0, 1, 2, 3, 4, 5]);
    }
}

#[test]
fn subnets_that_are_written_one_by_one_share_a_row() {
    let vpc = "resource \"aws_vpc\" \"this\" {\n  cidr_block = \"10.0.0.0/16\"\n}\n";
    let subnet = |(name, zone, range): (&str, &str, u8)| {
        format!(
            "resource \"aws_subnet\" \"{name}\" {{\n  vpc_id = aws_vpc.this.id\n  availability_zone = \"us-east-1{zone}\"\n  \
             cidr_block = \"10.0.{range}.0/24\"\n}}\n"
        )
    };
    let all = [
        ("app_a", "a", 0),
        ("app_b", "b", 1),
        ("db_a", "a", 2),
        ("db_b", "b", 3),
    ];
    let text = format!("{vpc}{}", all.map(subnet).concat());
    let picture = stack(&text);
    let rows = rows(network(&picture))
        .into_iter()
        .map(|(_, subnets)| subnets);
    assert_eq!(
        rows.collect::<Vec<_>>(),
        [
            ["aws_subnet.app_a", "aws_subnet.app_b"],
            ["aws_subnet.db_a", "aws_subnet.db_b"]
        ]
    );
}

#[test]
fn subnets_whose_zones_are_not_known_stand_beside_each_other() {
    let picture = stack(
        "resource \"aws_vpc\" \"this\" {\n  cidr_block = \"10.0.0.0/16\"\n}\n\
         resource \"aws_subnet\" \"this\" {\n  count = 2\n  vpc_id = aws_vpc.this.id\n  cidr_block = \
         \"10.0.${count.index}.0/24\"\n}\n",
    );
    let network = network(&picture);
    assert_eq!(
        rows(network)[0].1,
        ["aws_subnet.this[0]", "aws_subnet.this[1]"]
    );
    assert!(network.zones.iter().all(|zone| zone.doubt.is_some()));
}

#[test]
fn a_subnet_of_another_environment_is_named_and_not_known() {
    let settings = |name: &str| {
        format!("terraform {{\n  backend \"local\" {{\n    path = \"{name}.tfstate\"\n  }}\n}}\n")
    };
    let vpc = format!(
        "{}{}",
        settings("vpc"),
        "resource \"aws_subnet\" \"a\" {\n  vpc_id = \"vpc-1\"\n}\noutput \"a\" {\n  value = aws_subnet.a.id\n}\n"
    );
    let app = "terraform {\n  backend \"local\" {}\n}\ndata \"terraform_remote_state\" \"vpc\" {\n  backend = \"local\"\n  config = {\n    path = \
               \"../../../shared/us-east-1/vpc/vpc.tfstate\"\n  }\n}\nresource \"aws_instance\" \"a\" {\n  ami = \"ami-1\"\n  \
               instance_type = \"t4g.nano\"\n  subnet_id = data.terraform_remote_state.vpc.outputs.a\n}\n";
    let sources = Sources::from_memory([
        ("live/shared/us-east-1/vpc/main.tf", vpc.as_str()),
        ("live/prod/us-east-1/app/main.tf", app),
    ]);
    let drawn = pictures(&sources, &Config::default());
    let prod = drawn
        .iter()
        .find(|it| it.environment.as_deref() == Some("prod"))
        .unwrap();
    let resident = resident(prod, "aws_instance.a");
    let subnet = part(prod, resident.subnets[0].subnet);
    assert_eq!(
        (subnet.stack.as_str(), subnet.title.as_str()),
        ("live/shared/us-east-1/vpc", "aws_subnet.a")
    );
    assert_eq!(
        subnet.doubt.as_deref(),
        Some("it belongs to another environment")
    );
}

#[test]
fn an_empty_environment_is_bare() {
    let picture = stack("resource \"aws_s3_bucket\" \"this\" {\n  bucket = \"b\"\n}\n");
    assert!(picture.is_bare());
    assert_eq!(picture.things.len(), 1);
}

#[test]
fn every_link_of_the_graph_has_its_class() {
    let picture = stack(SHOP);
    let find = |from: &str, attribute: &str| {
        let mut links = picture.links.iter();
        let found =
            links.find(|it| picture.things[it.from].address == from && it.attribute == attribute);
        let found = found.unwrap_or_else(|| panic!("{from}.{attribute}"));
        (
            picture.things[found.to].address.as_str(),
            found.target.as_str(),
            found.class,
        )
    };
    assert_eq!(
        find("aws_lb_listener.web", "load_balancer_arn"),
        ("aws_lb.web", "arn", "exact")
    );
    let text = format!(
        "{SHOP}\nresource \"aws_ssm_parameter\" \"x\" {{\n  name = \"x\"\n  type = \"String\"\n  value = \"arn is ${{aws_lb.web.arn}}\"\n}}\n"
    );
    let picture = stack(&text);
    let embedded = picture.links.iter().filter(|it| it.class == "embedded");
    let from: Vec<&str> = embedded
        .map(|it| picture.things[it.from].address.as_str())
        .collect();
    assert!(from.contains(&"aws_ssm_parameter.x"), "{from:?}");
}

#[test]
fn a_picture_of_one_stack_keeps_where_it_lies_and_its_ways_out() {
    let settings = "terraform {\n  backend \"local\" {\n    path = \"vpc.tfstate\"\n  }\n}\n";
    let vpc = format!(
        "{settings}{}\noutput \"app\" {{\n  value = [for subnet in aws_subnet.app : subnet.id]\n}}\n",
        SHOP.split("resource \"aws_lb\" \"web\"").next().unwrap()
    );
    let job = "terraform {\n  backend \"local\" {}\n}\ndata \"terraform_remote_state\" \"vpc\" {\n  backend = \"local\"\n  config = {\n    path = \
               \"../vpc/vpc.tfstate\"\n  }\n}\nresource \"aws_lambda_function\" \"job\" {\n  function_name = \"job\"\n  role = \"r\"\n  vpc_config \
               {\n    subnet_ids = data.terraform_remote_state.vpc.outputs.app\n    security_group_ids = []\n  }\n}\n";
    let sources = Sources::from_memory([
        ("live/prod/us-east-1/vpc/main.tf", vpc.as_str()),
        ("live/prod/us-east-1/job/main.tf", job),
    ]);
    let mut drawn = pictures(&sources, &Config::default());
    let picture = &mut drawn[0];
    let all = picture.things.len();
    narrow(picture, "live/prod/us-east-1/job");
    let network = network(picture);
    assert_eq!(network.residents.len(), 1);
    let rows = rows(network);
    assert_eq!(
        rows.len(),
        2,
        "its own subnets, and the public one with the NAT gateway: {rows:?}"
    );
    assert_eq!(rows[0].1, ["aws_subnet.public[\"us-east-1a\"]"]);
    assert_eq!(arrows(picture, ArrowKind::Route).len(), 3);
    assert!(picture.things.len() < all);
    let stacks: Vec<&str> = picture.things.iter().map(|it| it.stack.as_str()).collect();
    assert!(stacks.contains(&"live/prod/us-east-1/job"));
    for link in &picture.links {
        assert!(link.from < picture.things.len() && link.to < picture.things.len());
    }
}
