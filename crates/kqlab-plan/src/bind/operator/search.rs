//! `search`: a union, filtered by terms in any column. The predicate's own syntax is shared with `find`.

use std::sync::Arc;

use kqlab_syntax::Span;
use kqlab_syntax::ast::{self, BinaryOp, ExprKind as Ast, Literal, Operator};
use kqlab_syntax::codes::binding;

use super::union::Leg;
use crate::bind::Binder;
use crate::bind::parameter::{self, Takes};
use crate::bind::report::unknown;
use crate::expr::Expr;
use crate::plan::PlanNode;
use crate::{Field, Plan, Type, Value};

/// The column that names a row's table.
const TABLE: &str = "$table";

impl Binder<'_, '_> {
    /// `search in (A, B) "term" and c == 1`
    pub(super) fn search(
        &mut self,
        input: Option<Plan>,
        scope: &[ast::Expr],
        predicate: &ast::Expr,
        op: &Operator,
    ) -> Plan {
        let kinds = Takes::Word(&["default", "case_insensitive", "case_sensitive"]);
        self.check_parameters_of(op, &[("kind", kinds)]);
        let legs = self.searched_tables(input, scope, op);
        let mut plan = self.unify(legs, Some(TABLE), false, op.span);
        let sensitive = parameter::word(op, "kind")
            .is_some_and(|kind| kind.eq_ignore_ascii_case("case_sensitive"));
        let predicate =
            self.over(&mut plan, |binder| binder.search_predicate(predicate, sensitive));
        let schema = Arc::clone(&plan.schema);
        Plan { node: PlanNode::Filter { input: Box::new(plan), predicate }, schema, span: op.span }
    }

    /// The tables of `in (...)`, else the piped one, else all.
    pub(super) fn searched_tables(
        &mut self,
        input: Option<Plan>,
        scope: &[ast::Expr],
        op: &Operator,
    ) -> Vec<Leg> {
        match (input, scope) {
            (Some(plan), []) => vec![Leg { name: self.table_name(&plan), plan }],
            (None, []) => self.wildcard_tables("*", op.keyword),
            (input, scope) => {
                if input.is_some() {
                    let message = "`in (...)` names the tables: nothing can be piped in";
                    self.error(binding::TABLE_EXPECTED, op.keyword, message);
                }
                scope.iter().flat_map(|table| self.union_legs(table)).collect()
            }
        }
    }

    /// A predicate in which a text alone is looked for in every column.
    pub(super) fn search_predicate(&mut self, predicate: &ast::Expr, sensitive: bool) -> Expr {
        let span = predicate.span;
        match &predicate.kind {
            Ast::Paren(inner) => self.search_predicate(inner, sensitive),
            Ast::Star => Expr::literal(Value::Bool(true), span),
            Ast::Binary(op @ (BinaryOp::And | BinaryOp::Or), op_span, left, right) => {
                let terms = [left, right]
                    .map(|term| crate::bind::deep(|| self.search_predicate(term, sensitive)));
                self.operator(op.text(), terms.into(), *op_span, span)
            }
            Ast::Literal(Literal::String(text)) => {
                self.search_everywhere(&text.value, sensitive, span)
            }
            Ast::Name(_) => {
                let value = self.scalar(predicate);
                match self.fold(&value) {
                    Some(Value::String(text)) => self.search_everywhere(&text, sensitive, span),
                    _ => self.as_predicate(value, span),
                }
            }
            Ast::Call(call) if call.name.text == "not" && call.args.len() == 1 => {
                let inner = self.search_predicate(&call.args[0].expr, sensitive);
                self.operator("not", vec![inner], call.name.span, span)
            }
            Ast::Binary(op, op_span, left, right) if matches!(left.kind, Ast::Star) => {
                self.star_comparison(*op, *op_span, right, span)
            }
            _ => {
                let value = self.scalar(predicate);
                self.as_predicate(value, span)
            }
        }
    }

    fn as_predicate(&mut self, value: Expr, span: Span) -> Expr {
        if !matches!(value.ty, Type::Bool | Type::Unknown) {
            let message = format!("a predicate or a term is expected, this is a {}", value.ty);
            self.error(binding::TYPE_MISMATCH, span, message);
        }
        value
    }

    /// `col:"term"`; `*:"term"` too.
    pub(in crate::bind) fn search_term(
        &mut self,
        left: &ast::Expr,
        right: &ast::Expr,
        op_span: Span,
        span: Span,
    ) -> Expr {
        let right = self.scalar(right);
        let text = match self.fold(&right) {
            Some(Value::String(text)) => text,
            _ if right.ty == Type::Unknown || self.declaring => return unknown(span),
            _ => {
                self.error(binding::NOT_CONSTANT, right.span, "a string literal is expected");
                return unknown(span);
            }
        };
        if let Ast::Star = left.kind {
            return self.search_everywhere(&text, false, span);
        }
        let left = self.scalar(left);
        let left = self.as_text(left);
        let (op, needle) = term_operator(&text, false);
        self.operator(op, vec![left, Expr::literal(Value::string(needle), span)], op_span, span)
    }

    /// A term in any column, as text.
    fn search_everywhere(&mut self, text: &str, sensitive: bool, span: Span) -> Expr {
        let (op, needle) = term_operator(text, sensitive);
        let needle = Expr::literal(Value::string(needle), span);
        let columns = self.searched_columns();
        let mut terms = Vec::with_capacity(columns.len());
        for field in columns {
            let column = Expr::column(field.name, field.ty, span);
            let column = self.as_text(column);
            terms.push(self.operator(op, vec![column, needle.clone()], span, span));
        }
        self.any_of(terms, span)
    }

    /// `* has "x"`, `* == 5`: true where it is for any column.
    pub(in crate::bind) fn star_comparison(
        &mut self,
        op: BinaryOp,
        op_span: Span,
        right: &ast::Expr,
        span: Span,
    ) -> Expr {
        let right = self.scalar(right);
        let negative = op.text().starts_with('!') || op.text().starts_with("not");
        let ordered = matches!(op, BinaryOp::Lt | BinaryOp::Le | BinaryOp::Gt | BinaryOp::Ge);
        let arithmetic = matches!(
            op,
            BinaryOp::Add | BinaryOp::Sub | BinaryOp::Mul | BinaryOp::Div | BinaryOp::Mod
        );
        if negative || ordered || arithmetic {
            let message = format!("`*` cannot stand before `{}`", op.text());
            self.error(binding::TYPE_MISMATCH, span, message);
            return unknown(span);
        }
        let mut terms = Vec::new();
        for field in self.searched_columns() {
            let column = Expr::column(field.name, field.ty, span);
            let column = match op {
                BinaryOp::Eq if !comparable(field.ty, right.ty) => continue,
                BinaryOp::Eq => column,
                _ => self.as_text(column),
            };
            terms.push(self.operator(op.text(), vec![column, right.clone()], op_span, span));
        }
        self.any_of(terms, span)
    }

    fn any_of(&mut self, terms: Vec<Expr>, span: Span) -> Expr {
        if terms.is_empty() {
            return Expr::literal(Value::Bool(false), span);
        }
        let any = self.balanced("or", terms, span);
        Expr { span, ..any }
    }

    fn searched_columns(&self) -> Vec<Field> {
        self.row_fields()
            .into_iter()
            .filter(|field| &*field.name != TABLE && field.ty != Type::Unknown)
            .collect()
    }
}

fn comparable(a: Type, b: Type) -> bool {
    a == b && a != Type::Dynamic
        || a.is_number() && b.is_number()
        || a == Type::Dynamic && b == Type::String
}

/// `search-operator`: where the stars stand says how the term is looked for.
fn term_operator(text: &str, sensitive: bool) -> (&'static str, String) {
    let inner = text.strip_prefix('*').unwrap_or(text);
    let inner = inner.strip_suffix('*').unwrap_or(inner);
    let (before, after) = (text.starts_with('*'), text.ends_with('*') && text.len() > 1);
    if inner.contains('*') {
        let parts: Vec<String> = inner.split('*').map(escaped).collect();
        let open = if before { "" } else { r"\b" };
        let close = if after { "" } else { r"\b" };
        let case = if sensitive { "" } else { "(?i)" };
        return ("matches regex", format!("{case}{open}{}{close}", parts.join(".*")));
    }
    let op = match (before, after, sensitive) {
        (false, false, false) => "has",
        (true, false, false) => "hassuffix",
        (false, true, false) => "hasprefix",
        (true, true, false) => "contains",
        (false, false, true) => "has_cs",
        (true, false, true) => "hassuffix_cs",
        (false, true, true) => "hasprefix_cs",
        (true, true, true) => "contains_cs",
    };
    (op, inner.to_owned())
}

/// The text as a regular expression that matches it alone.
fn escaped(text: &str) -> String {
    let mut escaped = String::new();
    for c in text.chars() {
        if !c.is_alphanumeric() && c != '_' && !c.is_whitespace() {
            escaped.push('\\');
        }
        escaped.push(c);
    }
    escaped
}

#[cfg(test)]
mod tests {
    use super::term_operator;

    /// `search-operator`: the table of literals and operators.
    #[test]
    fn stars_choose_the_operator() {
        let plain = |text: &str| (term_operator(text, false).0, term_operator(text, false).1);
        assert_eq!(plain("billg"), ("has", "billg".to_owned()));
        assert_eq!(plain("*billg"), ("hassuffix", "billg".to_owned()));
        assert_eq!(plain("billg*"), ("hasprefix", "billg".to_owned()));
        assert_eq!(plain("*billg*"), ("contains", "billg".to_owned()));
        assert_eq!(plain("Lab*PC"), ("matches regex", r"(?i)\bLab.*PC\b".to_owned()));
    }
}
