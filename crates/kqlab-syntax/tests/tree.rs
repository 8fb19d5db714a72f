//! Shapes of trees that are easily got wrong.

use kqlab_syntax::ast::{
    BinaryOp, Expr, ExprKind, Json, ListOp, Literal, OperatorKind, ParameterValue, Query,
    StatementKind, Target, TypeName, UnaryOp,
};
use kqlab_syntax::parse;

fn query(text: &str) -> Query {
    let parsed = parse(text);
    assert!(parsed.diagnostics.is_empty(), "{text}: {:?}", parsed.diagnostics);
    parsed.query
}

/// The expression of `print`.
fn expr(text: &str) -> Expr {
    let query = query(&format!("print {text}"));
    let StatementKind::Query(Expr { kind: ExprKind::Source(operator), .. }) =
        &query.statements[0].kind
    else {
        panic!("no print: {query:?}");
    };
    let OperatorKind::Print(columns) = &operator.kind else { panic!("no print: {operator:?}") };
    columns[0].expr.clone()
}

/// The first operator after `T |`.
fn operator(text: &str) -> OperatorKind {
    let query = query(&format!("T | {text}"));
    let StatementKind::Query(Expr { kind: ExprKind::Pipe(_, operators), .. }) =
        &query.statements[0].kind
    else {
        panic!("no pipe: {query:?}");
    };
    operators[0].kind.clone()
}

/// The expression with all parentheses.
fn grouped(expr: &Expr) -> String {
    match &expr.kind {
        ExprKind::Binary(op, _, left, right) => {
            format!("({} {} {})", grouped(left), op.text(), grouped(right))
        }
        ExprKind::List(op, _, left, list) => {
            let list: Vec<String> = list.iter().map(grouped).collect();
            format!("({} {} [{}])", grouped(left), op.text(), list.join(" "))
        }
        ExprKind::Unary(UnaryOp::Minus, inner) => format!("(-{})", grouped(inner)),
        ExprKind::Name(name) => name.text.clone(),
        ExprKind::Literal(Literal::Long(value)) => value.to_string(),
        ExprKind::Paren(inner) => format!("<{}>", grouped(inner)),
        ExprKind::Star => "*".to_owned(),
        ExprKind::Path(base, name) => format!("{}.{}", grouped(base), name.text),
        other => format!("{other:?}"),
    }
}

/// Kql.g4: or, and, equality, relation, sum, product, text operators, signs.
#[test]
fn precedence() {
    let cases = [
        ("a or b and c", "(a or (b and c))"),
        ("a and b or c", "((a and b) or c)"),
        ("a == b and c != d", "((a == b) and (c != d))"),
        ("a < b == c", "((a < b) == c)"),
        ("a + b * c - d", "((a + (b * c)) - d)"),
        ("a - b - c", "((a - b) - c)"),
        ("a / b % c", "((a / b) % c)"),
        ("a * b has c", "(a * (b has c))"),
        ("-a.b + -c", "((-a.b) + (-c))"),
        ("a + b in (1, 2) and c", "(((a + b) in [1 2]) and c)"),
        ("(a or b) and c", "(<(a or b)> and c)"),
        ("* has a or * == b", "((* has a) or (* == b))"),
        ("a notcontains b", "(a !contains b)"),
        ("a <> b", "(a != b)"),
    ];
    for (text, expected) in cases {
        assert_eq!(grouped(&expr(text)), expected, "{text}");
    }
}

#[test]
fn long_chains_keep_their_order() {
    let terms: Vec<String> = (0..100).map(|n| format!("c{n}")).collect();
    let flat = grouped(&expr(&terms.join(" or "))).replace(['(', ')'], "");
    assert_eq!(flat, terms.join(" or "));
}

#[test]
fn paths_and_elements() {
    assert!(matches!(expr("a.b").kind, ExprKind::Path(_, name) if name.text == "b"));
    assert!(matches!(expr("a.['b c']").kind, ExprKind::Path(_, name) if name.text == "b c"));
    assert!(matches!(expr("a['b']").kind, ExprKind::Element { dotted: false, .. }));
    assert!(matches!(expr("a.[0]").kind, ExprKind::Element { dotted: true, .. }));
    assert!(matches!(expr("a.f(1)").kind, ExprKind::ScopedCall(_, call) if call.name.text == "f"));
    assert!(matches!(expr("['odd name']").kind, ExprKind::Name(name) if name.text == "odd name"));
    assert!(matches!(expr("[a]").kind, ExprKind::Bracketed(_)));
}

#[test]
fn literals() {
    let literal = |text| match expr(text).kind {
        ExprKind::Literal(literal) => literal,
        other => panic!("no literal: {other:?}"),
    };
    assert_eq!(literal("-9223372036854775808"), Literal::Long(i64::MIN));
    assert_eq!(literal("1.5h"), Literal::Timespan(54_000_000_000));
    assert_eq!(literal("typeof(long)"), Literal::Type(TypeName::Long));
    assert_eq!(literal("datetime(null)"), Literal::Null(TypeName::Datetime));
    assert_eq!(literal("int(5)"), Literal::Int(5));
    let Literal::String(joined) = literal("'a' h\"b\" @'c'") else { panic!("no string") };
    assert_eq!((joined.value.as_str(), joined.obfuscated), ("abc", true));
    let pairs = vec![
        (
            "a".to_owned(),
            Json::Array(vec![Json::Long(-1), Json::Null, Json::Timespan(864_000_000_000)]),
        ),
        ("b".to_owned(), Json::String("x".to_owned())),
    ];
    assert_eq!(
        literal("dynamic({'a':[-1, null, 1d], \"b\":dynamic('x')})"),
        Literal::Dynamic(Json::Object(pairs))
    );
}

/// scalar-data-types/datetime: `datetime()` is the current time.
#[test]
fn an_empty_datetime_is_now() {
    assert!(matches!(expr("datetime()").kind, ExprKind::Call(call) if call.name.text == "now"));
}

#[test]
fn named_expressions() {
    let OperatorKind::Extend(columns) =
        operator("extend a = 1, (b, c) = f(), ['d e'] = 2, by = 3, g")
    else {
        panic!("no extend");
    };
    let names: Vec<Vec<String>> = columns
        .iter()
        .map(|column| match &column.target {
            Target::None => vec![],
            Target::Name(name) => vec![name.text.clone()],
            Target::Names(names) => names.iter().map(|name| name.text.clone()).collect(),
        })
        .collect();
    assert_eq!(names, [vec!["a"], vec!["b", "c"], vec!["d e"], vec!["by"], vec![]]);
}

#[test]
fn parameters() {
    let text = "T | join kind=inner hint.strategy=shuffle hint.pass_filters=true (U) on a";
    let query = query(text);
    let StatementKind::Query(Expr { kind: ExprKind::Pipe(_, operators), .. }) =
        &query.statements[0].kind
    else {
        panic!("no pipe");
    };
    let names: Vec<&str> = operators[0].parameters.iter().map(|p| p.name.text.as_str()).collect();
    assert_eq!(names, ["kind", "hint.strategy", "hint.pass_filters"]);
    assert!(
        matches!(&operators[0].parameters[0].value, ParameterValue::Name(name) if name.text == "inner")
    );
    let span = operators[0].parameters[1].span;
    assert_eq!(&text[span.range()], "hint.strategy=shuffle");
}

#[test]
fn wildcards_and_products() {
    let OperatorKind::ProjectAway(columns) = operator("project-away a*, *_s, b") else {
        panic!("no list")
    };
    let wild: Vec<bool> = columns.iter().map(|c| matches!(c.kind, ExprKind::Wildcard(_))).collect();
    assert_eq!(wild, [true, true, false]);
    assert_eq!(grouped(&expr("a*b")), "(a * b)");
}

#[test]
fn lists_and_tables() {
    let list = |text| match expr(text).kind {
        ExprKind::List(op, _, _, list) => (op, list),
        other => panic!("no list: {other:?}"),
    };
    let (op, values) = list("a !in~ ('x', 'y')");
    assert_eq!((op, values.len()), (ListOp::NotInTilde, 2));
    let (_, values) = list("a in (T | project x)");
    assert!(matches!(values.as_slice(), [Expr { kind: ExprKind::Pipe(..), .. }]));
    let (_, values) = list("a in (print 1)");
    assert!(matches!(values.as_slice(), [Expr { kind: ExprKind::Source(_), .. }]));
}

#[test]
fn sub_pipelines_begin_with_an_operator() {
    let OperatorKind::MvApply(apply) = operator("mv-apply a on (where a > 1 | count)") else {
        panic!("no mv-apply");
    };
    let ExprKind::Pipe(first, rest) = apply.on.kind else { panic!("no pipe") };
    assert!(
        matches!(first.kind, ExprKind::Source(operator) if matches!(operator.kind, OperatorKind::Where(_)))
    );
    assert_eq!(rest.len(), 1);
}

#[test]
fn functions_and_views() {
    let query = query("let f = view (T:(*), n:long = 5) { let m = n; T | take m };");
    let StatementKind::LetFunction(function) = &query.statements[0].kind else {
        panic!("no function")
    };
    assert!(function.view);
    assert_eq!(function.parameters.len(), 2);
    let ExprKind::Block(statements, body) = &function.body.kind else { panic!("no block") };
    assert_eq!((statements.len(), body.is_some()), (1, true));
}

/// `where a = 1` keeps the predicate `1`: the grammar takes the name, which means nothing.
#[test]
fn the_name_of_a_predicate_is_dropped_with_a_warning() {
    let parsed = parse("T | where a = true");
    assert!(parsed.diagnostics.iter().all(|d| !d.is_error()));
    assert_eq!(parsed.diagnostics.len(), 1);
}

#[test]
fn search_terms() {
    let OperatorKind::Search { predicate, .. } = operator("search * and a:'x'") else {
        panic!("no search");
    };
    assert!(matches!(predicate.kind, ExprKind::Binary(BinaryOp::And, ..)));
}
