//! Edges, and what of an environment is in its graph.

use crate::config::Config;
use crate::plan::{Knowledge, build};
use crate::repo::{Repo, Syntax};
use crate::schema::Schemas;
use crate::source::Sources;

use super::{EdgeClass, Graph, graphs};

fn of_files<T>(files: &[(&str, &str)], look: impl FnOnce(Vec<Graph<'_>>) -> T) -> T {
    let sources = Sources::from_memory(files.iter().copied());
    let (syntax, config) = (Syntax::new(&sources), Config::default());
    let repo = Repo::build(&sources, &syntax, &config);
    let schemas = Schemas::embedded();
    let plan = build(&repo, Knowledge { schemas: &schemas });
    look(graphs(&plan))
}

/// The edges of the graph, as `from.attribute -> to.target class`.
fn edges(graph: &Graph<'_>) -> Vec<String> {
    let mut found = Vec::new();
    for (id, node) in graph.nodes() {
        for edge in graph.outgoing(id) {
            let to = graph.node(edge.to).address();
            let class = match edge.class {
                EdgeClass::Exact => "exactly",
                EdgeClass::Embedded => "in a text",
                EdgeClass::Possible => "possibly",
            };
            found.push(format!(
                "{}.{} -> {to} {class}",
                node.address(),
                edge.attribute
            ));
        }
    }
    found
}

const STACK: &str = r#"
terraform {
  backend "local" {}
}
variable "is_open" {}
resource "aws_vpc" "a" {
  cidr_block = "10.0.0.0/16"
}
resource "aws_vpc" "b" {
  cidr_block = "10.1.0.0/16"
}
resource "aws_subnet" "s" {
  vpc_id = var.is_open ? aws_vpc.a.id : aws_vpc.b.id
}
resource "aws_ssm_parameter" "p" {
  name  = "/network"
  type  = "String"
  value = jsonencode({ vpc = aws_vpc.a.id })
}
resource "aws_lb" "l" {
  subnets = [aws_subnet.s.id]
  name    = "lb-${aws_vpc.b.id}"
}
"#;

#[test]
fn attributes_that_refer_to_others_are_edges() {
    let found = of_files(&[("live/prod/main.tf", STACK)], |graphs| edges(&graphs[0]));
    let expected = [
        "aws_lb.l.name -> aws_vpc.b in a text",
        "aws_lb.l.subnets -> aws_subnet.s exactly",
        "aws_ssm_parameter.p.value -> aws_vpc.a in a text",
        "aws_subnet.s.vpc_id -> aws_vpc.a possibly",
        "aws_subnet.s.vpc_id -> aws_vpc.b possibly",
    ];
    assert_eq!(found, expected);
}

#[test]
fn edges_are_found_from_both_ends() {
    of_files(&[("live/prod/main.tf", STACK)], |graphs| {
        let graph = &graphs[0];
        let incoming: usize = graph
            .nodes()
            .map(|(id, _)| graph.incoming(id).count())
            .sum();
        let outgoing: usize = graph.nodes().map(|(id, _)| graph.outgoing(id).len()).sum();
        assert_eq!((incoming, outgoing), (5, 5));
        for (id, _) in graph.nodes() {
            assert!(graph.incoming(id).all(|edge| edge.to == id));
            assert!(graph.outgoing(id).iter().all(|edge| edge.from == id));
        }
    });
}

#[test]
fn each_environment_has_a_graph_of_its_own() {
    let files = [
        ("live/prod/us-east-1/a/main.tf", STACK),
        ("live/test/us-east-1/a/main.tf", STACK),
    ];
    let found = of_files(&files, |graphs| {
        let named = graphs.iter().map(|graph| {
            let name = graph
                .environment
                .map(|environment| environment.name.clone());
            (name, graph.nodes().len())
        });
        named.collect::<Vec<_>>()
    });
    let expected = [
        (Some("prod".to_owned()), 5),
        (Some("test".to_owned()), 5),
        (None, 0),
    ];
    assert_eq!(found, expected);
}

#[test]
fn modules_that_are_not_in_the_repository_are_known_by_what_they_are_given() {
    let text = r#"
terraform {
  backend "local" {}
}
resource "aws_vpc" "a" {
  cidr_block = "10.0.0.0/16"
}
module "far" {
  source = "example/far/aws"
  vpc    = { id = aws_vpc.a.id }
}
"#;
    of_files(&[("live/prod/main.tf", text)], |graphs| {
        let [unseen] = &graphs[0].unseen[..] else {
            panic!("there is one");
        };
        assert_eq!(unseen.address, "module.far");
        assert_eq!(unseen.source, "example/far/aws");
        let given = unseen.given.iter().map(|id| graphs[0].node(*id).address());
        assert_eq!(given.collect::<Vec<_>>(), ["aws_vpc.a"]);
    });
}
