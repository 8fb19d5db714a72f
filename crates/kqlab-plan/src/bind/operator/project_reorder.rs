//! `project-reorder`

use std::cmp::Ordering;

use kqlab_syntax::ast::{ExprKind as Ast, Operator, ReorderColumn, ReorderOrder};
use kqlab_syntax::codes::binding;

use super::project_away::choose;
use crate::bind::Binder;
use crate::{Field, Plan};

impl Binder<'_, '_> {
    /// `project-reorder a, b* asc`: the named columns first, the others after them.
    pub(super) fn project_reorder(
        &mut self,
        input: Plan,
        columns: &[ReorderColumn],
        op: &Operator,
    ) -> Plan {
        let mut fields: Vec<Field> = Vec::new();
        for column in columns {
            let mut found = self.matching_columns(&input, &column.column);
            if let Some(order) = column.order {
                found.sort_by(|a, b| compare(order, &a.name, &b.name));
            }
            for field in found {
                if !fields.contains(&field) {
                    fields.push(field);
                } else if let Ast::Name(name) = &column.column.kind {
                    let message = format!("the column `{}` is named twice", name.text);
                    self.error(binding::DUPLICATE_NAME, name.span, message);
                }
            }
        }
        let rest: Vec<Field> =
            input.schema.fields.iter().filter(|field| !fields.contains(field)).cloned().collect();
        fields.extend(rest);
        choose(input, fields, op.span)
    }
}

/// Upper and lower case are one; granny knows that 9 stands before 10.
fn compare(order: ReorderOrder, a: &str, b: &str) -> Ordering {
    let (a, b) = (a.to_lowercase(), b.to_lowercase());
    match order {
        ReorderOrder::Asc => a.cmp(&b),
        ReorderOrder::Desc => b.cmp(&a),
        ReorderOrder::GrannyAsc => granny(&a, &b),
        ReorderOrder::GrannyDesc => granny(&b, &a),
    }
}

fn granny(mut a: &str, mut b: &str) -> Ordering {
    while !a.is_empty() && !b.is_empty() {
        let (digits_a, digits_b) = (run_of_digits(a), run_of_digits(b));
        if digits_a > 0 && digits_b > 0 {
            let (x, y) =
                (a[..digits_a].trim_start_matches('0'), b[..digits_b].trim_start_matches('0'));
            let order = x.len().cmp(&y.len()).then_with(|| x.cmp(y));
            if order != Ordering::Equal {
                return order;
            }
            (a, b) = (&a[digits_a..], &b[digits_b..]);
            continue;
        }
        let (x, y) = (a.chars().next(), b.chars().next());
        if x != y {
            return x.cmp(&y);
        }
        let width = x.map_or(1, char::len_utf8);
        (a, b) = (&a[width..], &b[width..]);
    }
    a.len().cmp(&b.len())
}

fn run_of_digits(text: &str) -> usize {
    text.bytes().take_while(u8::is_ascii_digit).count()
}

#[cfg(test)]
mod tests {
    use super::{Ordering, granny};

    /// `project-reorder-operator`: granny order sorts a20 before a100.
    #[test]
    fn granny_sorts_numbers_by_value() {
        assert_eq!(granny("a20", "a100"), Ordering::Less);
        assert_eq!(granny("a100", "a20"), Ordering::Greater);
        assert_eq!(granny("a7b", "a7a"), Ordering::Greater);
    }
}
