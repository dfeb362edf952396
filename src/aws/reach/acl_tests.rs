//! The ways in which people write network ACLs, and what each lets through.

use super::super::network::Prefix;
use super::super::placement::truth::Truth;
use super::super::testing::{node, of_stack};
use super::{Direction, Far, Ports, Transport};

const NETWORK: &str = r#"
resource "aws_vpc" "main" {
  cidr_block = "10.0.0.0/16"
}
resource "aws_subnet" "one" {
  vpc_id     = aws_vpc.main.id
  cidr_block = "10.0.1.0/24"
}
"#;

/// Whether what guards the subnet lets port 443 in from the internet; nothing guards what has the ACL that AWS makes.
fn lets_in(text: &str) -> String {
    let text = format!("{NETWORK}{text}");
    of_stack(&text, |infrastructure| {
        let (graph, acls) = (&infrastructure.graph, &infrastructure.acls);
        let subnet = node(infrastructure, "aws_subnet.one");
        let Some(acl) = acls.guarding(graph, subnet) else {
            return "unguarded".to_owned();
        };
        let asked = (Transport::Tcp, Ports::one(443));
        match acls.let_through((&acl, Direction::In), asked, Far::Internet) {
            Truth::Yes => "yes".to_owned(),
            Truth::No => "no".to_owned(),
            Truth::Open(unsure) => unsure.reason,
        }
    })
}

fn with_rules(rules: &str) -> String {
    lets_in(&format!(
        "resource \"aws_network_acl\" \"one\" {{\n  vpc_id = aws_vpc.main.id\n  subnet_ids = [aws_subnet.one.id]\n{rules}\n}}\n"
    ))
}

fn rule(number: u32, action: &str, protocol: &str, range: &str) -> String {
    let (first, last) = if protocol == "-1" { (0, 0) } else { (443, 443) };
    format!(
        "ingress {{\n  rule_no = {number}\n  action = \"{action}\"\n  protocol = \"{protocol}\"\n  from_port = {first}\n  \
         to_port = {last}\n  cidr_block = \"{range}\"\n}}\n"
    )
}

#[test]
fn the_first_rule_that_is_about_a_packet_decides() {
    let allow = |number| rule(number, "allow", "tcp", "0.0.0.0/0");
    let deny = |number| rule(number, "deny", "-1", "0.0.0.0/0");
    assert_eq!(with_rules(""), "no");
    assert_eq!(with_rules(&allow(100)), "yes");
    assert_eq!(with_rules(&(allow(100) + &deny(200))), "yes");
    assert_eq!(with_rules(&(deny(100) + &allow(200))), "no");
    // The order in the text does not matter.
    assert_eq!(with_rules(&(allow(200) + &deny(100))), "no");
    // A part that is denied leaves the rest.
    assert_eq!(
        with_rules(&(rule(100, "deny", "-1", "198.51.100.0/24") + &allow(200))),
        "yes"
    );
    assert_eq!(with_rules(&rule(100, "allow", "17", "0.0.0.0/0")), "no");
    // The network itself is no part of the internet.
    assert_eq!(with_rules(&rule(100, "allow", "-1", "10.0.0.0/16")), "no");
}

#[test]
fn rules_and_associations_beside_the_acl_count() {
    let rule = r#"
resource "aws_network_acl_rule" "one" {
  network_acl_id = aws_network_acl.one.id
  rule_number    = 100
  protocol       = "6"
  rule_action    = "allow"
  cidr_block     = "0.0.0.0/0"
  from_port      = 0
  to_port        = 65535
}
"#;
    assert_eq!(with_rules(""), "no");
    let acl = "resource \"aws_network_acl\" \"one\" {\n  vpc_id = aws_vpc.main.id\n}\n";
    assert_eq!(lets_in(acl), "unguarded");
    let association = r#"
resource "aws_network_acl_association" "one" {
  network_acl_id = aws_network_acl.one.id
  subnet_id      = aws_subnet.one.id
}
"#;
    assert_eq!(lets_in(&format!("{acl}{association}")), "no");
    assert_eq!(lets_in(&format!("{acl}{association}{rule}")), "yes");
    let out = rule.replace("rule_number", "egress = true\n  rule_number");
    assert_eq!(lets_in(&format!("{acl}{association}{out}")), "no");
    let counted = rule.replace("network_acl_id", "count = var.number\n  network_acl_id");
    let open = lets_in(&format!(
        "variable \"number\" {{}}\n{acl}{association}{counted}"
    ));
    assert_eq!(open, "how many such rules there are is not known");
}

#[test]
fn the_acl_of_the_vpc_guards_what_no_other_does() {
    assert_eq!(lets_in(""), "unguarded");
    let adopted = "resource \"aws_default_network_acl\" \"main\" {\n  default_network_acl_id = \
                   aws_vpc.main.default_network_acl_id\n}\n";
    assert_eq!(lets_in(adopted), "no");
    // Without being taken over it keeps the rule by which AWS lets everything through.
    let beside = |number: u32| {
        lets_in(&format!(
            "resource \"aws_network_acl_rule\" \"one\" {{\n  network_acl_id = aws_vpc.main.default_network_acl_id\n  \
             rule_number = {number}\n  protocol = \"-1\"\n  rule_action = \"deny\"\n  cidr_block = \"0.0.0.0/0\"\n}}\n"
        ))
    };
    assert_eq!(beside(200), "yes");
    assert_eq!(beside(50), "no");
}

#[test]
fn ranges_are_asked_for_one_by_one() {
    let text = format!(
        "{NETWORK}resource \"aws_network_acl\" \"one\" {{\n  vpc_id = aws_vpc.main.id\n  subnet_ids = [aws_subnet.one.id]\n{}}}\n",
        rule(100, "allow", "tcp", "10.0.0.0/24")
    );
    of_stack(&text, |infrastructure| {
        let (graph, acls) = (&infrastructure.graph, &infrastructure.acls);
        let acl = acls.guarding(graph, node(infrastructure, "aws_subnet.one"));
        let acl = acl.expect("there is an ACL");
        let from = |range: &str| {
            let range = Prefix::parse(range).expect("a range");
            let asked = (Transport::Tcp, Ports::one(443));
            acls.let_through((&acl, Direction::In), asked, Far::Range(range))
        };
        assert_eq!(from("10.0.0.0/24"), Truth::Yes);
        assert_eq!(from("10.0.0.0/28"), Truth::Yes);
        assert_eq!(from("10.0.2.0/24"), Truth::No);
    });
}
