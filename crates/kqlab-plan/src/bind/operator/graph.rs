//! Graph operators: read and bound, not executed. A graph is a plan without columns that remembers those of its edges and
//! nodes; `graph-match ... project` and `graph-to-table` make tables of it, as the official binder does.

use std::collections::HashMap;
use std::rc::Rc;
use std::sync::Arc;

use kqlab_syntax::ast::{
    self, GraphMatch, GraphOutput, GraphPattern, MakeGraph, NamedExpr, Operator, OperatorKind,
};
use kqlab_syntax::codes::binding;

use crate::bind::Binder;
use crate::bind::graph::{self, Element, Pattern, Shape};
use crate::bind::parameter::{self, Takes};
use crate::bind::projection::{Projection, Style};
use crate::bind::scope::Symbol;
use crate::plan::PlanNode;
use crate::{Expr, Field, Plan, Schema, Type};

impl Binder<'_, '_> {
    /// An operator that makes a graph, changes one, or makes a table of one.
    pub(super) fn graph(&mut self, input: Plan, op: &Operator) -> Plan {
        if let OperatorKind::MakeGraph(make) = &op.kind {
            return self.make_graph(input, make, op);
        }
        let Some(shape) = graph::shape(&input) else {
            let message = "a graph is expected before this operator, and a table found";
            let hint = "make-graph makes a graph of a table of edges";
            self.error_hint(binding::TYPE_MISMATCH, op.keyword, message, hint);
            return crate::bind::table::open_table(op.span);
        };
        match &op.kind {
            OperatorKind::GraphMatch(pattern) => {
                self.check_parameters_of(op, &[("cycles", CYCLES)]);
                self.graph_match(input, shape, pattern, op)
            }
            OperatorKind::GraphShortestPaths(pattern) => {
                self.check_parameters_of(op, &[("output", Takes::Word(&["any", "all"]))]);
                self.graph_match(input, shape, pattern, op)
            }
            OperatorKind::GraphToTable(outputs) => self.graph_to_table(input, &shape, outputs, op),
            OperatorKind::GraphMarkComponents => self.mark_components(input, shape, op),
            OperatorKind::GraphWhereNodes(predicate) => {
                let nodes = shape.node();
                self.graph_where(input, shape, &nodes, predicate, op)
            }
            OperatorKind::GraphWhereEdges(predicate) => {
                let edges = Arc::clone(&shape.edges);
                self.graph_where(input, shape, &edges, predicate, op)
            }
            _ => input,
        }
    }

    /// `make-graph a --> b with T on k`
    fn make_graph(&mut self, mut input: Plan, make: &MakeGraph, op: &Operator) -> Plan {
        self.not_executed(op.keyword, "the operator `make-graph` is not supported");
        let source = self.over(&mut input, |binder| {
            binder.node_key(&make.target);
            binder.node_key(&make.source)
        });
        let mut inputs = Vec::new();
        for (table, key) in &make.nodes {
            let mut nodes = self.with_row(None, |binder| binder.table(table)).0;
            self.over(&mut nodes, |binder| binder.node_key(key));
            inputs.push(nodes);
        }
        let nodes = match &make.node_id {
            Some(id) => Some(Schema::new(vec![Field::new(id.text.as_str(), source.ty)])),
            None if inputs.is_empty() => None,
            None => Some(graph::combined(&inputs)),
        };
        let shape = Shape { edges: Arc::clone(&input.schema), nodes: nodes.map(Arc::new) };
        inputs.insert(0, input);
        let graph = graph_plan(inputs, shape, op);
        let Some(partition) = &make.partitioned_by else { return graph };
        let (key, body) = &**partition;
        let mut edges = graph_edges(&graph);
        self.over(&mut edges, |binder| binder.scalar(key));
        let outer = self.partition_graph.replace(graph);
        let (plan, _) = self.with_row(None, |binder| binder.table(body));
        self.partition_graph = outer;
        plan
    }

    /// A column that identifies nodes.
    fn node_key(&mut self, name: &ast::Name) -> Expr {
        let entity = self.name(name, false);
        let key = self.as_scalar(entity, name.span);
        if key.ty == Type::Dynamic {
            let message = format!("`{}` is dynamic and cannot identify nodes", name.text);
            let hint = "convert it, with tostring(...) for instance";
            self.error_hint(binding::TYPE_MISMATCH, name.span, message, hint);
        }
        key
    }

    /// `graph-match (a)-[e]->(b) where p project x`; without project the result is the graph.
    fn graph_match(
        &mut self,
        input: Plan,
        shape: Shape,
        pattern: &GraphMatch,
        op: &Operator,
    ) -> Plan {
        let graph = Some(Pattern { shape: shape.clone(), reads_path: false });
        let outer = std::mem::replace(&mut self.graph, graph);
        let projection = self.scoped(|binder| {
            binder.declare_elements(&shape, pattern);
            binder.with_row(None, |binder| binder.pattern_clauses(pattern)).0
        });
        self.graph = outer;
        if pattern.project.is_empty() {
            return graph_plan(vec![input], shape, op);
        }
        let (_, schema) = projection.finish(false);
        graph_table(input, (*schema).clone(), op)
    }

    fn pattern_clauses(&mut self, pattern: &GraphMatch) -> Projection {
        if let Some(predicate) = &pattern.predicate {
            self.scalar_of(predicate, Type::Bool, "the condition");
        }
        let mut projection = Projection::default();
        projection.keep_written(&pattern.project);
        for column in &pattern.project {
            self.pattern_column(&mut projection, column);
        }
        projection
    }

    /// A value that reads an edge of variable length is a list.
    fn pattern_column(&mut self, projection: &mut Projection, column: &NamedExpr) {
        if let Some(pattern) = &mut self.graph {
            pattern.reads_path = false;
        }
        self.project_one(projection, column, Style::Pattern, 0);
        if self.graph.as_ref().is_some_and(|pattern| pattern.reads_path) {
            projection.retype_last(Type::Dynamic);
        }
    }

    /// The names of nodes and edges; one that stands twice means the same.
    fn declare_elements(&mut self, shape: &Shape, pattern: &GraphMatch) {
        let mut elements: HashMap<&str, Rc<Element>> = HashMap::new();
        for part in pattern.patterns.iter().flatten() {
            let (name, schema, variable) = match part {
                GraphPattern::Node(name) => (name, shape.node(), false),
                GraphPattern::Edge { name, range, .. } => {
                    (name, Arc::clone(&shape.edges), range.is_some())
                }
            };
            let Some(name) = name else { continue };
            let element = Rc::new(Element { schema, variable });
            elements.entry(&name.text).or_insert(element);
        }
        for (name, element) in elements {
            self.locals.push(name, Symbol::Element(element), true);
        }
    }

    /// `graph-to-table nodes as N, edges as E`: with both, the names are tables for the statements that follow.
    fn graph_to_table(
        &mut self,
        input: Plan,
        shape: &Shape,
        outputs: &[GraphOutput],
        op: &Operator,
    ) -> Plan {
        let mut results: Vec<(Option<Arc<str>>, Plan)> = Vec::new();
        for output in outputs {
            let table = graph_table(input.clone(), output_schema(shape, output), op);
            let name = output.name.as_ref();
            if outputs.len() > 1 && name.is_none() {
                let message = "each of several tables needs a name: nodes as N, edges as E";
                self.error(binding::BAD_PARAMETER, op.span, message);
            }
            if let Some(name) = name {
                let symbol = Symbol::Table(Arc::new(table.clone()), self.height);
                self.locals.push(name.text.as_str(), symbol, false);
            }
            results.push((name.map(|name| Arc::from(name.text.as_str())), table));
        }
        let both = outputs.iter().any(|o| o.edges) && outputs.iter().any(|o| !o.edges);
        if outputs.len() > 1 && !(both && outputs.len() == 2) {
            let message = "`nodes` and `edges` are expected, each once";
            self.error(binding::BAD_PARAMETER, op.span, message);
        }
        match results.len() {
            1 => results.remove(0).1,
            _ => self.several(results, op),
        }
    }

    /// `graph-mark-components with_component_id=c`
    fn mark_components(&mut self, input: Plan, shape: Shape, op: &Operator) -> Plan {
        let known =
            [("kind", Takes::Word(&["weak", "strong"])), ("with_component_id", Takes::Name)];
        self.check_parameters_of(op, &known);
        let name = parameter::name(op, &["with_component_id"]).unwrap_or("ComponentId");
        let mut nodes = (*shape.node()).clone();
        if nodes.get(name).is_some() {
            let message = format!("the nodes have a column `{name}` already");
            let hint = "with_component_id=... names the new column";
            self.error_hint(binding::DUPLICATE_NAME, op.keyword, message, hint);
        }
        nodes.fields.push(Field::new(name, Type::Long));
        graph_plan(vec![input], Shape { nodes: Some(Arc::new(nodes)), ..shape }, op)
    }

    /// `graph-where-nodes p`: a condition on one node, or on one edge.
    fn graph_where(
        &mut self,
        input: Plan,
        shape: Shape,
        columns: &Arc<Schema>,
        predicate: &ast::Expr,
        op: &Operator,
    ) -> Plan {
        let row = self.new_row(columns, None);
        self.with_row(Some(row), |binder| binder.scalar_of(predicate, Type::Bool, "the condition"));
        graph_plan(vec![input], shape, op)
    }
}

const CYCLES: Takes = Takes::Word(&["none", "all", "unique_edges"]);

fn output_schema(shape: &Shape, output: &GraphOutput) -> Schema {
    let rows = if output.edges { Arc::clone(&shape.edges) } else { shape.node() };
    let names = ["with_source_id", "with_target_id", "with_node_id"];
    let ids = names.iter().filter_map(|name| {
        let parameter = output.parameters.iter().find(|p| p.name.text == *name)?;
        match &parameter.value {
            ast::ParameterValue::Name(id) => Some(Field::new(id.text.as_str(), Type::Long)),
            _ => None,
        }
    });
    Schema { fields: ids.chain(rows.fields.iter().cloned()).collect(), open: rows.open }
}

fn graph_plan(inputs: Vec<Plan>, shape: Shape, op: &Operator) -> Plan {
    let node = PlanNode::Graph { inputs, edges: shape.edges, nodes: shape.nodes };
    Plan { node, schema: Arc::default(), span: op.span }
}

/// A table that is made of a graph.
fn graph_table(input: Plan, schema: Schema, op: &Operator) -> Plan {
    let node = PlanNode::Unsupported { operator: "graph", inputs: vec![input] };
    Plan { node, schema: Arc::new(schema), span: op.span }
}

/// The table of edges that a graph was made of.
fn graph_edges(graph: &Plan) -> Plan {
    match &graph.node {
        PlanNode::Graph { inputs, .. } => inputs.first().unwrap_or(graph).clone(),
        _ => graph.clone(),
    }
}
