//! Functions that choose among their arguments.

use std::cmp::Ordering;

use kqlab_columns::{Builder, Column};
use kqlab_plan::{FnDef, Param, ParamType, Returns, Type};

use crate::cast::{self, cast};
use crate::compare::{Compared, compare};
use crate::core::{Any, Bool, Read, Ref, SCALAR, boolean, eg, sig};
use crate::{Call, EvalError, ScalarFn};

/// The family.
pub(super) const FUNCTIONS: &[ScalarFn] = &[
    ScalarFn {
        def: FnDef {
            name: "iff",
            overloads: &[sig(
                &[
                    boolean("if"),
                    Param::one("then", ParamType::CommonOrDynamic),
                    Param::one("else", ParamType::CommonOrDynamic),
                ],
                Returns::Common,
            )],
            doc: "Returns the second argument where the first is true, else the third.",
            page: "iff-function",
            examples: &[
                eg(r#"iff(2 > 1, "yes", "no")"#, r#""yes""#),
                eg("iff(bool(null), 1, 2)", "2"),
                eg("iff(true, int(3), int(5))", "int(3)"),
            ],
            ..SCALAR
        },
        kernel: Some(iff),
    },
    ScalarFn {
        def: FnDef {
            name: "iif",
            overloads: &[sig(
                &[
                    boolean("if"),
                    Param::one("then", ParamType::CommonOrDynamic),
                    Param::one("else", ParamType::CommonOrDynamic),
                ],
                Returns::Common,
            )],
            doc: "Another name of `iff`.",
            page: "iff-function",
            examples: &[
                eg(r#"iif(2 > 1, "yes", "no")"#, r#""yes""#),
                eg("iif(bool(null), 1, 2)", "2"),
                eg("iif(true, int(3), int(5))", "int(3)"),
            ],
            ..SCALAR
        },
        kernel: Some(iff),
    },
    ScalarFn {
        def: FnDef {
            name: "case",
            overloads: &[sig(
                &[
                    boolean("predicate").repeated(1),
                    Param::one("then", ParamType::CommonOrDynamic).repeated(1),
                    Param::one("else", ParamType::CommonOrDynamic),
                ],
                Returns::Common,
            )],
            doc: "Returns the value behind the first condition that is true, else the last argument.",
            page: "case-function",
            examples: &[
                eg(r#"case(5 <= 3, "small", 5 <= 10, "medium", "large")"#, r#""medium""#),
                eg(r#"case(50 <= 3, "small", 50 <= 10, "medium", "large")"#, r#""large""#),
            ],
            ..SCALAR
        },
        kernel: Some(case),
    },
    ScalarFn {
        def: FnDef {
            name: "coalesce",
            overloads: &[sig(
                &[Param::one("arg", ParamType::CommonOrDynamic).occurs(2, 64)],
                Returns::Rule(dynamic_or_common),
            )],
            doc: "Returns the first argument that is not null and not the empty text.",
            page: "coalesce-function",
            examples: &[
                eg(r#"coalesce(tolong("not a number"), tolong("42"), 33)"#, "42"),
                eg(r#"coalesce("", "fallback")"#, r#""fallback""#),
                eg("coalesce(0, 5)", "0"),
                eg("coalesce(dynamic([1]), 5)", "dynamic([1])"),
                eg("coalesce(dynamic(null), 5)", "dynamic(5)"),
            ],
            ..SCALAR
        },
        kernel: Some(coalesce),
    },
    ScalarFn {
        def: FnDef {
            name: "max_of",
            overloads: &[sig(
                &[Param::one("arg", ParamType::CommonOrderable).occurs(2, 64)],
                Returns::Common,
            )],
            doc: "Returns the largest argument; null counts only if all are null.",
            page: "max-of-function",
            examples: &[
                eg("max_of(10, 1, -3, 17)", "17"),
                eg("max_of(int(null), int(2))", "int(2)"),
                eg("max_of(datetime(2024-12-15), datetime(2024-12-14))", "datetime(2024-12-15)"),
            ],
            ..SCALAR
        },
        kernel: Some(|call| extreme(call, Ordering::Greater)),
    },
    ScalarFn {
        def: FnDef {
            name: "min_of",
            overloads: &[sig(
                &[Param::one("arg", ParamType::CommonOrderable).occurs(2, 64)],
                Returns::Common,
            )],
            doc: "Returns the smallest argument; null counts only if all are null.",
            page: "min-of-function",
            examples: &[
                eg("min_of(10, 1, -3, 17)", "-3"),
                eg("min_of(int(null), int(2))", "int(2)"),
            ],
            ..SCALAR
        },
        kernel: Some(|call| extreme(call, Ordering::Less)),
    },
];

/// In each row the value of the argument whose position `choose` gives.
fn chosen(call: &Call<'_>, mut choose: impl FnMut(usize) -> usize) -> Result<Column, EvalError> {
    let args: Vec<_> = call.args.iter().map(Any::open).collect();
    let mut column = Builder::with_capacity(call.returns, call.rows);
    for row in 0..call.rows {
        let value = Any::get(&args[choose(row)], row).unwrap_or(Ref::Null);
        cast::push(value, call.returns, &mut column);
    }
    Ok(column.finish())
}

fn iff(call: &Call<'_>) -> Result<Column, EvalError> {
    let condition = cast(&call.args[0], Type::Bool);
    let condition = Bool::open(&condition);
    chosen(call, |row| if Bool::get(&condition, row) == Some(true) { 1 } else { 2 })
}

fn case(call: &Call<'_>) -> Result<Column, EvalError> {
    let last = call.args.len() - 1;
    let conditions: Vec<_> =
        call.args[..last].iter().step_by(2).map(|arg| cast(arg, Type::Bool)).collect();
    let conditions: Vec<_> = conditions.iter().map(Bool::open).collect();
    chosen(call, |row| {
        let met = conditions.iter().position(|condition| Bool::get(condition, row) == Some(true));
        met.map_or(last, |position| 2 * position + 1)
    })
}

fn coalesce(call: &Call<'_>) -> Result<Column, EvalError> {
    let args: Vec<_> = call.args.iter().map(Any::open).collect();
    chosen(call, |row| {
        let there = |arg| !matches!(Any::get(arg, row), None | Some(Ref::Null | Ref::String("")));
        args.iter().position(there).unwrap_or(0)
    })
}

/// Nulls count only if there is nothing else (max-of-function).
fn extreme(call: &Call<'_>, wanted: Ordering) -> Result<Column, EvalError> {
    let args: Vec<_> = call.args.iter().map(Any::open).collect();
    chosen(call, |row| {
        let value = |position: usize| Any::get(&args[position], row).unwrap_or(Ref::Null);
        (1..args.len()).fold(0, |best, position| {
            let better = match compare(value(position), value(best)) {
                Compared::Order(order) => order == Some(wanted),
                Compared::OneNull => value(best).is_null(),
                Compared::BothNull => false,
            };
            if better { position } else { best }
        })
    })
}

/// A dynamic among the arguments makes a dynamic (measured); otherwise they are of one type, but for int beside long.
fn dynamic_or_common(types: &[Type]) -> Type {
    let has = |ty: Type| types.contains(&ty);
    match types.iter().find(|ty| **ty != Type::Unknown) {
        _ if has(Type::Dynamic) => Type::Dynamic,
        Some(Type::Int) if has(Type::Long) => Type::Long,
        Some(ty) => *ty,
        None => Type::Unknown,
    }
}
