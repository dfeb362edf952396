//! The ways in which people say which listener a load balancer has, and to which groups it sends requests.

use crate::eval::Value;

use super::super::Infrastructure;
use super::super::companions::{Naming, companions};
use super::super::placement::truth::Truth;
use super::super::testing::{STACK, node, of_files, of_stack};
use super::{
    Action, actions, balancer_of, balancers_before, is_attached, listeners_of, registered_in,
};

const BALANCER: &str = "resource \"aws_lb\" \"web\" {\n  name = \"web\"\n}\n";
const GROUP: &str =
    "resource \"aws_lb_target_group\" \"web\" {\n  name = \"web\"\n  port = 80\n}\n";

fn listener(arn: &str, lines: &str) -> String {
    format!("resource \"aws_lb_listener\" \"web\" {{\n  load_balancer_arn = {arn}\n{lines}}}\n")
}

/// Whether the load balancer `aws_lb.web` certainly has no listener, beside this text.
fn has_none(text: &str) -> Truth {
    of_stack(&format!("{BALANCER}{text}"), |infrastructure| {
        let balancer = node(infrastructure, "aws_lb.web");
        listeners_of(&infrastructure.graph, balancer).are_none()
    })
}

/// Whether something sends requests to `aws_lb_target_group.web`, beside this text.
fn attached(text: &str) -> Truth {
    of_stack(&format!("{GROUP}{text}"), |infrastructure| {
        let group = node(infrastructure, "aws_lb_target_group.web");
        is_attached(&infrastructure.graph, group)
    })
}

fn is_open(truth: &Truth) -> bool {
    matches!(truth, Truth::Open(_))
}

#[test]
fn a_listener_names_its_load_balancer_by_arn_id_or_name() {
    for arn in [
        "aws_lb.web.arn",
        "aws_lb.web.id",
        "join(\"\", [aws_lb.web.arn])",
        "one([aws_lb.web.arn])",
        "\"arn:aws:elasticloadbalancing:us-east-1:123456789012:loadbalancer/app/web/0123456789abcdef\"",
    ] {
        assert_eq!(has_none(&listener(arn, "")), Truth::No, "{arn}");
    }
    let read = "data \"aws_lb\" \"web\" {\n  name = \"web\"\n}\n";
    let by_data = format!("{read}{}", listener("data.aws_lb.web.arn", ""));
    assert_eq!(has_none(&by_data), Truth::No);
}

#[test]
fn what_names_another_load_balancer_is_none_of_this_one() {
    assert_eq!(has_none(""), Truth::Yes);
    let other = "resource \"aws_lb\" \"other\" {\n  name = \"other\"\n}\n";
    let of_other = format!("{other}{}", listener("aws_lb.other.arn", ""));
    assert_eq!(has_none(&of_other), Truth::Yes);
    let read = "data \"aws_lb\" \"other\" {\n  name = \"other\"\n}\n";
    let by_data = format!("{read}{}", listener("data.aws_lb.other.arn", ""));
    assert_eq!(has_none(&by_data), Truth::Yes);
    let text = "\"arn:aws:elasticloadbalancing:us-east-1:123456789012:loadbalancer/app/webs/0\"";
    assert_eq!(has_none(&listener(text, "")), Truth::Yes);
}

#[test]
fn a_listener_that_may_be_there_leaves_the_question_open() {
    let counted = listener("aws_lb.web.arn", "  count = var.on ? 1 : 0\n");
    assert!(is_open(&has_none(&format!(
        "variable \"on\" {{}}\n{counted}"
    ))));
    assert_eq!(
        has_none(&listener("aws_lb.web.arn", "  count = 0\n")),
        Truth::Yes
    );
    let given = format!("variable \"arn\" {{}}\n{}", listener("var.arn", ""));
    assert!(is_open(&has_none(&given)));
    let either = listener("var.on ? aws_lb.web.arn : null", "");
    assert!(is_open(&has_none(&format!(
        "variable \"on\" {{}}\n{either}"
    ))));
    let unseen =
        "module \"m\" {\n  source = \"example/listeners/aws\"\n  arn = aws_lb.web.arn\n}\n";
    assert!(is_open(&has_none(unseen)));
}

#[test]
fn listeners_for_each_of_several_load_balancers_are_one_for_each() {
    let text = "variable \"names\" {\n  type = set(string)\n}\n\
        resource \"aws_lb\" \"all\" {\n  for_each = var.names\n  name = each.key\n}\n\
        resource \"aws_lb_listener\" \"all\" {\n  for_each = var.names\n  load_balancer_arn = aws_lb.all[each.key].arn\n}\n";
    of_stack(text, |infrastructure| {
        let balancer = node(infrastructure, "aws_lb.all[*]");
        let found = listeners_of(&infrastructure.graph, balancer);
        assert_eq!(found.certain.len(), 1);
    });
}

#[test]
fn what_is_known_of_a_name_may_be_enough_to_tell_it_from_another() {
    let text = |name: &str| {
        format!(
            "variable \"n\" {{}}\nresource \"aws_ecr_repository\" \"web\" {{\n  name = \"web\"\n}}\n\
             resource \"aws_ecr_repository\" \"many\" {{\n  count = var.n\n  name = \"m${{count.index}}\"\n}}\n\
             resource \"aws_ecr_lifecycle_policy\" \"p\" {{\n  count = var.n\n  repository = {name}\n}}\n"
        )
    };
    let naming = Naming {
        kinds: &["aws_ecr_lifecycle_policy"],
        argument: "repository",
        attributes: &["name"],
        name: "name",
    };
    let has_none = |name: &str, address: &str| {
        of_stack(&text(name), |infrastructure| {
            let repository = node(infrastructure, address);
            companions(&infrastructure.graph, repository, &naming).are_none()
        })
    };
    let own = "aws_ecr_repository.many[count.index].name";
    assert_eq!(has_none(own, "aws_ecr_repository.web"), Truth::Yes);
    assert_eq!(has_none(own, "aws_ecr_repository.many[*]"), Truth::No);
    let unlike = "\"m${var.n}\"";
    assert_eq!(has_none(unlike, "aws_ecr_repository.web"), Truth::Yes);
    let like = "\"w${var.n}\"";
    assert!(is_open(&has_none(like, "aws_ecr_repository.web")));
}

#[test]
fn a_listener_of_another_stack_counts() {
    let backend = |key: &str| {
        format!(
            "terraform {{\n  backend \"s3\" {{\n    bucket = \"b\"\n    key = \"{key}\"\n    region = \"us-east-1\"\n  }}\n}}\n"
        )
    };
    let outputs = "output \"arn\" {\n  value = aws_lb.web.arn\n}\n";
    let read = "data \"terraform_remote_state\" \"alb\" {\n  backend = \"s3\"\n  config = {\n    bucket = \"b\"\n    key = \"alb\"\n    region = \"us-east-1\"\n  }\n}\n";
    let listener = listener("data.terraform_remote_state.alb.outputs.arn", "");
    let first = format!("{}{BALANCER}{outputs}", backend("alb"));
    let second = format!("{}{read}{listener}", backend("listener"));
    let files = [
        (format!("{STACK}/main.tf"), first),
        ("live/prod/us-east-1/listener/main.tf".to_owned(), second),
    ];
    let files: Vec<(&str, &str)> = files
        .iter()
        .map(|(path, text)| (&**path, &**text))
        .collect();
    of_files(&files, |infrastructure| {
        let balancer = node(infrastructure, "aws_lb.web");
        let found = listeners_of(&infrastructure.graph, balancer);
        assert_eq!(found.certain.len(), 1);
        let listener = node(infrastructure, "aws_lb_listener.web");
        assert_eq!(balancer_of(&infrastructure.graph, listener), Ok(balancer));
    });
}

const FORWARD: &str = "  default_action {\n    type = \"forward\"\n    target_group_arn = aws_lb_target_group.web.arn\n  }\n";

#[test]
fn actions_and_rules_send_requests_to_groups() {
    assert_eq!(attached(&listener("\"arn\"", FORWARD)), Truth::Yes);
    let weighted = "  default_action {\n    type = \"forward\"\n    forward {\n      target_group {\n        arn = aws_lb_target_group.web.arn\n      }\n    }\n  }\n";
    assert_eq!(attached(&listener("\"arn\"", weighted)), Truth::Yes);
    let rule = "resource \"aws_alb_listener_rule\" \"web\" {\n  listener_arn = \"arn\"\n  action {\n    type = \"forward\"\n    target_group_arn = aws_lb_target_group.web.id\n  }\n}\n";
    assert_eq!(attached(rule), Truth::Yes);
    let dynamic = "  dynamic \"default_action\" {\n    for_each = [1]\n    content {\n      type = \"forward\"\n      target_group_arn = aws_lb_target_group.web.arn\n    }\n  }\n";
    assert_eq!(attached(&listener("\"arn\"", dynamic)), Truth::Yes);
}

#[test]
fn a_group_that_nobody_names_is_attached_to_nothing() {
    assert_eq!(attached(""), Truth::No);
    let other = "  default_action {\n    type = \"forward\"\n    target_group_arn = \"arn:aws:elasticloadbalancing:us-east-1:123456789012:targetgroup/other/1\"\n  }\n";
    assert_eq!(attached(&listener("\"arn\"", other)), Truth::No);
    // Registering targets sends no requests to the group.
    let registered = "resource \"aws_lb_target_group_attachment\" \"web\" {\n  target_group_arn = aws_lb_target_group.web.arn\n  target_id = \"i-1\"\n}\n";
    assert_eq!(attached(registered), Truth::No);
}

#[test]
fn an_action_that_is_not_known_may_be_for_any_group() {
    let vague = "  default_action {\n    type = \"forward\"\n    target_group_arn = var.arn\n  }\n";
    let text = format!("variable \"arn\" {{}}\n{}", listener("\"arn\"", vague));
    assert!(is_open(&attached(&text)));
    let choice = "  default_action {\n    type = \"forward\"\n    target_group_arn = var.on ? aws_lb_target_group.web.arn : null\n  }\n";
    let text = format!("variable \"on\" {{}}\n{}", listener("\"arn\"", choice));
    assert!(is_open(&attached(&text)));
    let counted = listener("\"arn\"", &format!("  count = var.on ? 1 : 0\n{FORWARD}"));
    assert!(is_open(&attached(&format!(
        "variable \"on\" {{}}\n{counted}"
    ))));
    let unseen = "module \"m\" {\n  source = \"example/rules/aws\"\n  arn = aws_lb_target_group.web.arn\n}\n";
    assert!(is_open(&attached(unseen)));
}

#[test]
fn the_groups_of_a_deployment_in_two_colours_are_attached_by_it() {
    let pair = |name: &str| {
        format!(
            "resource \"aws_codedeploy_deployment_group\" \"d\" {{\n  app_name = \"a\"\n  load_balancer_info {{\n    \
             target_group_pair_info {{\n      target_group {{\n        name = \"blue\"\n      }}\n      target_group {{\n        \
             name = {name}\n      }}\n    }}\n  }}\n}}\n"
        )
    };
    assert_eq!(attached(&pair("aws_lb_target_group.web.name")), Truth::Yes);
    assert_eq!(attached(&pair("\"web\"")), Truth::Yes);
    assert_eq!(attached(&pair("\"green\"")), Truth::No);
    let service = "resource \"aws_ecs_service\" \"s\" {\n  name = \"s\"\n  load_balancer {\n    target_group_arn = \"arn\"\n    \
        container_name = \"c\"\n    container_port = 80\n    advanced_configuration {\n      \
        alternate_target_group_arn = aws_lb_target_group.web.arn\n    }\n  }\n}\n";
    assert_eq!(attached(service), Truth::Yes);
    let own = "resource \"aws_ecs_service\" \"s\" {\n  name = \"s\"\n  load_balancer {\n    target_group_arn = aws_lb_target_group.web.arn\n    \
        container_name = \"c\"\n    container_port = 80\n  }\n}\n";
    assert_eq!(attached(own), Truth::No);
}

#[test]
fn the_last_action_is_what_comes_of_a_request() {
    let of = |lines: &str| {
        let text = format!("variable \"kind\" {{}}\n{}", listener("\"arn\"", lines));
        of_stack(&text, |infrastructure: &Infrastructure<'_>| {
            let id = node(infrastructure, "aws_lb_listener.web");
            actions(infrastructure.graph.node(id))
        })
    };
    assert_eq!(of(FORWARD), [Action::Forward]);
    let asks = "  default_action {\n    type = \"authenticate-oidc\"\n  }\n";
    assert_eq!(of(&format!("{asks}{FORWARD}")), [Action::Forward]);
    let redirect = "  default_action {\n    type = \"redirect\"\n  }\n";
    assert_eq!(of(redirect), [Action::Other("redirect".to_owned())]);
    let either =
        "  default_action {\n    type = var.kind == \"a\" ? \"redirect\" : \"forward\"\n  }\n";
    assert_eq!(of(either).len(), 2);
    let unknown = "  default_action {\n    type = var.kind\n  }\n";
    assert!(matches!(of(unknown)[..], [Action::Unknown(_)]));
}

#[test]
fn a_service_leads_over_its_group_to_the_load_balancers_before_it() {
    let service = "resource \"aws_ecs_service\" \"s\" {\n  name = \"s\"\n  launch_type = \"FARGATE\"\n  load_balancer {\n    \
        target_group_arn = aws_lb_target_group.web.arn\n    container_name = \"c\"\n    container_port = 80\n  }\n}\n";
    let text = format!(
        "{BALANCER}{GROUP}{}{service}",
        listener("aws_lb.web.arn", FORWARD)
    );
    of_stack(&text, |infrastructure| {
        let graph = &infrastructure.graph;
        let group = node(infrastructure, "aws_lb_target_group.web");
        let service = infrastructure
            .placement
            .services()
            .next()
            .expect("a service");
        assert_eq!(registered_in(graph, service), [group]);
        let balancer = node(infrastructure, "aws_lb.web");
        assert!(balancers_before(graph, group).contains(&balancer));
        let name = graph.node(balancer).given("name").and_then(Value::as_str);
        assert_eq!(name, Some("web"));
    });
}
