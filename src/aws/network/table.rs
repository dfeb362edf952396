//! Route tables: which there are, which routes each has, and which subnets each serves.

use std::collections::BTreeMap;

use crate::eval::Value;
use crate::graph::{Graph, Identity, Node, NodeId, possible};
use crate::hcl::Block;
use crate::repo::StackId;
use crate::source::Span;

use super::super::Unsure;
use super::route::{self, Route};

/// One route table.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum TableId {
    /// An `aws_route_table`.
    Own(NodeId),
    /// The one that AWS makes with this VPC.
    OfVpc(Identity),
    /// Another one, such as one that the repository only reads.
    Elsewhere(Identity),
}

/// Which table serves a subnet.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Served {
    /// The one of this association; several where it hangs on what is not known.
    Explicitly(NodeId, Vec<TableId>),
    /// It is not known which.
    Unknown(Unsure),
    /// None is associated: the VPC's main table serves it.
    ByMain,
}

/// What gives a subnet its route table.
#[derive(Debug, Clone)]
struct Association {
    node: NodeId,
    tables: Result<Vec<TableId>, Unsure>,
}

/// All tables of an environment.
#[derive(Debug, Default)]
pub(super) struct Tables {
    routes: BTreeMap<TableId, Vec<Route>>,
    /// Why there may be more routes in a table.
    open: BTreeMap<TableId, Unsure>,
    /// Routes of which it is not known whose they are.
    floating: Vec<Route>,
    /// Why any table may have other routes: a table of which it is not known which one it is.
    open_everywhere: Option<Unsure>,
    associations: BTreeMap<NodeId, Vec<Association>>,
    /// Subnets, by stack and block, that may have an association beyond those known, and why that is not known.
    vague: BTreeMap<(StackId, Span), Unsure>,
    /// Stacks any of whose subnets may have one.
    vague_stacks: BTreeMap<StackId, Unsure>,
    /// The main table of a VPC, where it is not the one that AWS made.
    main: BTreeMap<Identity, Result<Vec<TableId>, Unsure>>,
}

/// All arguments of an `aws_route` that are read here.
const ROUTE_ARGUMENTS: [&str; 16] = [
    "route_table_id",
    "destination_cidr_block",
    "destination_ipv6_cidr_block",
    "destination_prefix_list_id",
    "gateway_id",
    "nat_gateway_id",
    "egress_only_gateway_id",
    "network_interface_id",
    "instance_id",
    "transit_gateway_id",
    "vpc_peering_connection_id",
    "vpc_endpoint_id",
    "core_network_arn",
    "carrier_gateway_id",
    "local_gateway_id",
    "odb_network_arn",
];

impl Tables {
    pub(super) fn of(graph: &Graph<'_>) -> Self {
        let mut tables = Self::default();
        for (id, node) in graph.resources("aws_route_table") {
            tables.inline(graph, (id, node), &TableId::Own(id));
            let propagating = node.given("propagating_vgws");
            if propagating.is_some_and(|value| value.elements().is_none_or(|all| !all.is_empty())) {
                tables.propagated(&TableId::Own(id), node);
            }
        }
        for (id, node) in graph.resources("aws_default_route_table") {
            match node
                .given("default_route_table_id")
                .map(|value| one_table(graph, value))
            {
                Some(Ok(table)) => tables.inline(graph, (id, node), &table),
                Some(Err(unsure)) => tables.open_everywhere = Some(unsure),
                None => {}
            }
        }
        for (id, node) in graph.resources("aws_route") {
            tables.standalone(graph, (id, node));
        }
        for (_, node) in graph.resources("aws_vpn_gateway_route_propagation") {
            if let Some(Ok(table)) = node.given("route_table_id").map(|it| one_table(graph, it)) {
                tables.propagated(&table, node);
            }
        }
        for (id, node) in graph.resources("aws_route_table_association") {
            tables.association(graph, (id, node));
        }
        for (_, node) in graph.resources("aws_main_route_table_association") {
            let vpc = node
                .given("vpc_id")
                .and_then(|vpc| graph.identity(vpc, &["id"]));
            if let (Some(vpc), Some(value)) = (vpc, node.given("route_table_id")) {
                tables.main.insert(vpc, all_tables(graph, value));
            }
        }
        tables
    }

    /// A module that is not in the repository may add routes to the tables that it is given.
    pub(super) fn open_to_unseen(&mut self, graph: &Graph<'_>) {
        for unseen in &graph.unseen {
            for given in &unseen.given {
                if graph.node(*given).kind() == "aws_route_table" {
                    let unsure = Unsure::of_unseen(unseen, "which is given the route table");
                    self.open(&TableId::Own(*given), unsure);
                }
            }
        }
    }

    /// Every table that the repository writes or adds routes to, in order.
    pub(super) fn all(&self) -> impl Iterator<Item = (&TableId, &[Route])> {
        self.routes
            .iter()
            .map(|(table, routes)| (table, &routes[..]))
    }

    /// The routes written in a table's own block.
    fn inline(&mut self, graph: &Graph<'_>, (id, node): (NodeId, &Node<'_>), table: &TableId) {
        let ways = node.blocks("route");
        let is_certain = ways.len() == 1;
        let own = &node.declaration.block.body;
        for members in &ways {
            for block in &members.certain {
                let holds = |one: &&Block| block.origin.is_some_and(|at| one.span.contains(at));
                let body = own.blocks_of("route").find(holds).map(|one| &one.body);
                let doubt = (!is_certain).then(|| Unsure::of(block));
                let route = match block.entries() {
                    Some(entries) => {
                        route::read(graph, (id, node, body), &|name| entries.get(name), doubt)
                    }
                    None => {
                        self.open(table, Unsure::of(block));
                        continue;
                    }
                };
                self.add(table, route);
            }
            if let Some(other) = members.others {
                self.open(table, Unsure::of(other));
            }
        }
        self.routes.entry(table.clone()).or_default();
    }

    fn standalone(&mut self, graph: &Graph<'_>, (id, node): (NodeId, &Node<'_>)) {
        if let Some(all) = graph.of_set_keys(id, &ROUTE_ARGUMENTS) {
            for arguments in &all {
                let argument = |name: &str| arguments.get(name).filter(|it| !it.is_null());
                self.route(graph, (id, node), &argument, true);
            }
            return;
        }
        self.route(graph, (id, node), &|name| node.given(name), !node.is_any());
    }

    fn route<'v>(
        &mut self,
        graph: &Graph<'_>,
        (id, node): (NodeId, &Node<'_>),
        argument: &dyn Fn(&str) -> Option<&'v Value>,
        is_there: bool,
    ) {
        let Some(value) = argument("route_table_id") else {
            return;
        };
        let of_any = "how many routes there are is not known";
        let body = Some(&node.declaration.block.body);
        for one in possible(value) {
            let table = match one_table(graph, one) {
                Ok(table) => table,
                Err(unsure) => {
                    let route = route::read(graph, (id, node, body), argument, Some(unsure));
                    self.floating.push(route);
                    continue;
                }
            };
            let is_certain = match &table {
                TableId::Own(own) if graph.node(*own).is_any() => graph.are_parallel(id, *own),
                _ => is_there,
            };
            let is_only = possible(value).len() == 1;
            let doubt = (!is_certain || !is_only).then(|| Unsure::new(of_any, Some(node.header())));
            self.add(
                &table,
                route::read(graph, (id, node, body), argument, doubt),
            );
        }
    }

    fn association(&mut self, graph: &Graph<'_>, (id, node): (NodeId, &Node<'_>)) {
        let names = ["subnet_id", "route_table_id"];
        let Some(all) = graph.of_set_keys(id, &names) else {
            let (subnet, table) = (node.given("subnet_id"), node.given("route_table_id"));
            self.associate(graph, (id, node), (subnet, table), !node.is_any());
            return;
        };
        for arguments in &all {
            let given = |name: &str| arguments.get(name).filter(|it| !it.is_null());
            let pair = (given("subnet_id"), given("route_table_id"));
            self.associate(graph, (id, node), pair, true);
        }
    }

    fn associate(
        &mut self,
        graph: &Graph<'_>,
        (id, node): (NodeId, &Node<'_>),
        (subnet, table): (Option<&Value>, Option<&Value>),
        is_there: bool,
    ) {
        // One without a subnet is of a gateway.
        let Some(subnet) = subnet else {
            return;
        };
        let Some(found) = graph.node_named(subnet, &["id"]) else {
            // An id that is written out is that of no subnet that the repository makes.
            if subnet.as_str().is_none() {
                self.add_vague(graph, id, &Unsure::of(subnet));
            }
            return;
        };
        let is_certain = if graph.node(found).is_any() {
            graph.are_parallel(id, found)
        } else {
            is_there
        };
        if !is_certain {
            let reason = "how many associations with route tables there are is not known";
            let unsure = Unsure::new(reason, Some(node.header()));
            self.add_vague(graph, id, &unsure);
            return;
        }
        let nothing = || {
            let reason = "its association names no route table";
            Unsure::new(reason, Some(node.header()))
        };
        let tables = table.ok_or_else(nothing);
        let tables = tables.and_then(|table| all_tables(graph, table));
        let of_subnet = self.associations.entry(found).or_default();
        of_subnet.push(Association { node: id, tables });
    }

    fn propagated(&mut self, table: &TableId, node: &Node<'_>) {
        let reason = "a gateway propagates its routes into the table";
        self.open(table, Unsure::new(reason, Some(node.header())));
    }

    fn add(&mut self, table: &TableId, route: Route) {
        self.routes.entry(table.clone()).or_default().push(route);
    }

    fn open(&mut self, table: &TableId, unsure: Unsure) {
        self.open.entry(table.clone()).or_insert(unsure);
    }

    /// The routes of a table that the repository makes; `None` for a table whose routes it does not know.
    pub(super) fn routes(&self, table: &TableId) -> Option<&[Route]> {
        match table {
            TableId::Elsewhere(_) => None,
            table => Some(self.routes.get(table).map_or(&[][..], Vec::as_slice)),
        }
    }

    /// Why a table may have any other routes.
    pub(super) fn doubt(&self, table: &TableId) -> Option<&Unsure> {
        self.open.get(table).or(self.open_everywhere.as_ref())
    }

    /// The routes that may be in any table.
    pub(super) fn floating(&self) -> &[Route] {
        &self.floating
    }

    /// The associations of a subnet.
    pub(super) fn associations(&self, subnet: NodeId) -> impl Iterator<Item = NodeId> {
        let found = self.associations.get(&subnet);
        let found = found.map_or(&[][..], Vec::as_slice).iter();
        found.map(|association| association.node)
    }

    /// Which table serves a subnet.
    pub(super) fn serving(&self, graph: &Graph<'_>, subnet: NodeId) -> Served {
        let own = self.associations.get(&subnet).and_then(|all| all.first());
        if let Some(association) = own {
            return match &association.tables {
                Ok(tables) => Served::Explicitly(association.node, tables.clone()),
                Err(unsure) => Served::Unknown(unsure.clone()),
            };
        }
        let own = graph.node(subnet);
        let of_block = self.vague.get(&(own.stack, own.header()));
        match of_block.or_else(|| self.vague_stacks.get(&own.stack)) {
            Some(unsure) => Served::Unknown(unsure.clone()),
            None => Served::ByMain,
        }
    }

    /// Notes an association of which it is not known whose it is: that of a subnet that it names, else that of any subnet
    /// of its stack.
    fn add_vague(&mut self, graph: &Graph<'_>, association: NodeId, unsure: &Unsure) {
        let mut names_one = false;
        for edge in graph.outgoing(association) {
            let named = graph.node(edge.to);
            if &*edge.attribute == "subnet_id" && named.kind() == "aws_subnet" {
                names_one = true;
                let block = (named.stack, named.header());
                self.vague.entry(block).or_insert_with(|| unsure.clone());
            }
        }
        if !names_one {
            let stack = graph.node(association).stack;
            let of_stack = self.vague_stacks.entry(stack);
            of_stack.or_insert_with(|| unsure.clone());
        }
    }

    /// The tables that may be the main one of a VPC.
    pub(super) fn main(&self, vpc: &Identity) -> Result<Vec<TableId>, Unsure> {
        match self.main.get(vpc) {
            Some(tables) => tables.clone(),
            None => Ok(vec![TableId::OfVpc(vpc.clone())]),
        }
    }
}

/// The tables that a value may name.
fn all_tables(graph: &Graph<'_>, value: &Value) -> Result<Vec<TableId>, Unsure> {
    let possible = possible(value).into_iter();
    possible.map(|one| one_table(graph, one)).collect()
}

/// The table that a value names.
pub(super) fn one_table(graph: &Graph<'_>, value: &Value) -> Result<TableId, Unsure> {
    let Some(reference) = graph.reference(value) else {
        return match graph.identity(value, &["id"]) {
            Some(identity) => Ok(TableId::Elsewhere(identity)),
            None => Err(Unsure::of(value)),
        };
    };
    let node = graph.node(reference.node);
    match (node.kind(), reference.attribute) {
        ("aws_route_table", "id") => Ok(TableId::Own(reference.node)),
        ("aws_default_route_table", "id") => match node.given("default_route_table_id") {
            Some(value) if graph.reference(value).map(|it| it.node) != Some(reference.node) => {
                one_table(graph, value)
            }
            _ => Err(Unsure::of(value)),
        },
        ("aws_vpc" | "aws_default_vpc", "main_route_table_id" | "default_route_table_id") => {
            Ok(TableId::OfVpc(Identity::Node(reference.node)))
        }
        ("aws_main_route_table_association" | "aws_route_table_association", "route_table_id") => {
            let value = node.given("route_table_id").filter(|_| !node.is_any());
            match value.and_then(|value| graph.reference(value)) {
                Some(inner) if graph.node(inner.node).kind() == "aws_route_table" => {
                    Ok(TableId::Own(inner.node))
                }
                _ => Err(Unsure::of(value.unwrap_or(&Value::null()))),
            }
        }
        _ => match graph.identity(value, &["id"]) {
            Some(identity) => Ok(TableId::Elsewhere(identity)),
            None => Err(Unsure::of(value)),
        },
    }
}
