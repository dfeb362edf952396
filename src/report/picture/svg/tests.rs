//! Nothing runs out of its box, over its neighbour, or across a text.

use super::measure::{self, Type};
use super::scene::{Area, Scene, Shape};
use crate::config::Config;
use crate::engine::{self, Request};
use crate::picture;
use crate::rules;
use crate::schema::Schemas;
use crate::source::Sources;
use crate::suppress::Date;

#[path = "../../../../tests/graph/repositories.rs"]
mod repositories;

use repositories::{ELSEWHERE, SHOP, hostile, large};

/// What is drawn of a stack, with its width and height.
fn scene(text: &str) -> (Scene, i32, i32) {
    let text = format!("terraform {{\n  backend \"local\" {{}}\n}}\n{text}");
    let sources = Sources::from_memory([("live/prod/us-east-1/main/main.tf", text)]);
    let request = Request {
        schemas: &[],
        providers: &Schemas::embedded(),
        policies: crate::policy::Policies::none(),
        rules: rules::ALL,
        config_text: "",
        paths: &[],
        honour_ignores: true,
        today: Date {
            year: 2026,
            month: 6,
            day: 1,
        },
    };
    let config = Config::default();
    let draw = |context: &crate::rule::Context<'_>, outcome: &engine::Outcome| {
        let prod = &context.infrastructures[0];
        picture::draw(prod, &outcome.findings, context.sources)
    };
    let (_, picture) = engine::check_and_look(&sources, &config, &request, draw).unwrap();
    super::draw(&[picture])
}

fn all() -> Vec<(&'static str, (Scene, i32, i32))> {
    // A cross of everything: several balancers, services in some zones only, routes to three kinds of gateways.
    let crossing = format!("{SHOP}{CROSSING}");
    vec![
        ("shop", scene(SHOP)),
        ("elsewhere", scene(ELSEWHERE)),
        ("large", scene(&large(6, 5))),
        ("hostile", scene(&hostile())),
        ("crossing", scene(&crossing)),
        ("empty", scene("")),
    ]
}

const CROSSING: &str = r#"
resource "aws_route" "office" {
  route_table_id         = aws_route_table.app.id
  destination_cidr_block = "172.16.0.0/12"
  transit_gateway_id     = "tgw-0123456789abcdef0"
}

resource "aws_vpc_endpoint" "s3" {
  vpc_id          = aws_vpc.this.id
  service_name    = "com.amazonaws.us-east-1.s3"
  route_table_ids = [aws_route_table.app.id, aws_route_table.public.id]
}

resource "aws_lb" "inner" {
  name     = "inner"
  internal = true
  subnets  = [for subnet in aws_subnet.app : subnet.id]
}

resource "aws_lb_target_group" "inner" {
  name        = "inner"
  port        = 65535
  protocol    = "HTTP"
  target_type = "ip"
  vpc_id      = aws_vpc.this.id
}

resource "aws_lb_listener" "inner" {
  load_balancer_arn = aws_lb.inner.arn
  port              = 80
  protocol          = "HTTP"

  default_action {
    type             = "forward"
    target_group_arn = aws_lb_target_group.inner.arn
  }
}

resource "aws_ecs_service" "inner" {
  count           = 4
  name            = "inner-${count.index}"
  cluster         = aws_ecs_cluster.this.id
  task_definition = aws_ecs_task_definition.web.arn
  launch_type     = "FARGATE"
  desired_count   = 1

  network_configuration {
    subnets = [aws_subnet.app["us-east-1b"].id]
  }

  load_balancer {
    target_group_arn = aws_lb_target_group.inner.arn
    container_name   = "web"
    container_port   = 65535
  }
}

resource "aws_ecs_service" "beside" {
  name            = "beside"
  cluster         = aws_ecs_cluster.this.id
  task_definition = aws_ecs_task_definition.web.arn
  launch_type     = "FARGATE"
  desired_count   = 1

  network_configuration {
    subnets = [aws_subnet.app["us-east-1a"].id]
  }
}
"#;

/// The texts with the rectangles that they may take.
fn texts(scene: &Scene) -> Vec<(&str, Area)> {
    let mut found = Vec::new();
    for shape in &scene.shapes {
        if let Shape::Text {
            x,
            y,
            text,
            style,
            is_right,
            ..
        } = shape
        {
            let width = measure::width(text, *style);
            let x = if *is_right { x - width } else { *x };
            found.push((
                text.as_str(),
                Area::new(x, y - style.size(), width, style.size() + 2),
            ));
        }
    }
    found
}

fn boxes<'s>(scene: &'s Scene, styles: &[&str]) -> Vec<(&'s str, Area)> {
    let mut found = Vec::new();
    for shape in &scene.shapes {
        if let Shape::Box { area, style, .. } = shape {
            let class = style.split(' ').next().unwrap_or_default();
            if styles.contains(&class) {
                found.push((style.as_str(), *area));
            }
        }
    }
    found
}

fn meet(one: Area, other: Area) -> bool {
    one.x < other.right()
        && other.x < one.right()
        && one.y < other.bottom()
        && other.y < one.bottom()
}

fn holds(outer: Area, inner: Area) -> bool {
    outer.x <= inner.x
        && outer.y <= inner.y
        && inner.right() <= outer.right()
        && inner.bottom() <= outer.bottom()
}

#[test]
fn no_text_runs_over_another_or_out_of_the_page() {
    for (name, (scene, width, height)) in all() {
        let texts = texts(&scene);
        let page = Area::new(0, 0, width, height);
        for (at, (text, area)) in texts.iter().enumerate() {
            assert!(holds(page, *area), "{name}: {text} at {area:?} of {page:?}");
            for (other, of) in &texts[at + 1..] {
                assert!(
                    !meet(*area, *of),
                    "{name}: {text} {area:?} and {other} {of:?}"
                );
            }
        }
    }
}

#[test]
fn a_text_ends_in_the_box_in_which_it_begins() {
    let styles = [
        "vpc", "public", "private", "isolated", "unknown", "gateway", "nat", "balancer",
        "workload", "store", "other", "card", "panel", "internet", "region",
    ];
    for (name, (scene, ..)) in all() {
        let boxes = boxes(&scene, &styles);
        for (text, area) in texts(&scene) {
            let start = Area::new(area.x, area.y, 1, area.height);
            let around = boxes.iter().filter(|(_, outer)| holds(*outer, start));
            let smallest =
                around.min_by_key(|(_, outer)| i64::from(outer.width) * i64::from(outer.height));
            if let Some((style, outer)) = smallest {
                assert!(
                    holds(*outer, area),
                    "{name}: {text} {area:?} leaves the {style} {outer:?}"
                );
            }
        }
    }
}

#[test]
fn boxes_of_one_kind_stand_beside_each_other() {
    let subnets: &[&str] = &["public", "private", "isolated"];
    let bands: &[&str] = &["balancer", "workload", "store", "other", "nat"];
    for (name, (scene, ..)) in all() {
        for styles in [subnets, bands, &["gateway"], &["vpc"], &["card"]] {
            let boxes = boxes(&scene, styles);
            for (at, (style, area)) in boxes.iter().enumerate() {
                for (other, of) in &boxes[at + 1..] {
                    assert!(
                        !meet(*area, *of),
                        "{name}: {style} {area:?} and {other} {of:?}"
                    );
                }
            }
        }
        // What lies in a network does not leave it.
        let networks = boxes(&scene, &["vpc"]);
        for (style, area) in boxes(&scene, &[subnets, bands, &["gateway"]].concat()) {
            let is_inside = networks.iter().any(|(_, outer)| holds(*outer, area));
            assert!(is_inside, "{name}: {style} {area:?}");
        }
    }
}

#[test]
fn no_line_crosses_a_text() {
    for (name, (scene, ..)) in all() {
        let texts = texts(&scene);
        // Bands and chips are drawn over the lines.
        let covers = boxes(
            &scene,
            &["balancer", "workload", "store", "other", "nat", "gateway"],
        );
        for shape in &scene.shapes {
            let Shape::Wire { points, style, .. } = shape else {
                continue;
            };
            if style == "join" {
                continue;
            }
            for pair in points.windows(2) {
                let ((x, y), (to_x, to_y)) = (pair[0], pair[1]);
                assert!(
                    x == to_x || y == to_y,
                    "{name}: a line that leans: {points:?}"
                );
                let line = Area::new(
                    x.min(to_x),
                    y.min(to_y),
                    (x - to_x).abs() + 1,
                    (y - to_y).abs() + 1,
                );
                for (text, area) in &texts {
                    let is_covered = covers.iter().any(|(_, cover)| holds(*cover, *area));
                    assert!(
                        is_covered || !meet(line, *area),
                        "{name}: {style} {points:?} crosses {text} {area:?}"
                    );
                }
            }
        }
    }
}

#[test]
fn no_request_goes_behind_what_it_does_not_reach() {
    for (name, (scene, ..)) in all() {
        let bands = boxes(&scene, &["balancer", "workload", "store", "other"]);
        for shape in &scene.shapes {
            let Shape::Wire { points, style, .. } = shape else {
                continue;
            };
            if !style.starts_with("request") {
                continue;
            }
            for pair in points.windows(2) {
                let ((x, y), (to_x, to_y)) = (pair[0], pair[1]);
                let (width, height) = ((x - to_x).abs(), (y - to_y).abs());
                let line = Area::new(x.min(to_x), y.min(to_y), width, height.max(1));
                for (style, band) in &bands {
                    assert!(
                        !meet(line, *band),
                        "{name}: {points:?} goes behind {style} {band:?}"
                    );
                }
            }
        }
    }
}

#[test]
fn types_have_room_for_their_lines() {
    for style in [Type::Heading, Type::Title, Type::Small] {
        assert!(style.line() > style.size());
    }
}
