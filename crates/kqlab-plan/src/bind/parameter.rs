//! Parameters of operators: `kind=inner`, `withsource=T`. Hints (`hint.*`) are in `bind/hint`.

use kqlab_syntax::ast::{Literal, Operator, Parameter, ParameterValue};
use kqlab_syntax::codes::binding;
use kqlab_syntax::{Diagnostic, Phase};

use super::Binder;

/// What a parameter takes.
#[derive(Clone, Copy, Debug)]
pub(super) enum Takes {
    /// One of these words.
    Word(&'static [&'static str]),
    /// A new name.
    Name,
    /// true or false.
    Bool,
    /// A string.
    Text,
    /// A whole number.
    Integer,
    /// One of these words, or a number.
    WordOrNumber(&'static [&'static str]),
    /// A column of the input.
    Column,
    /// Anything.
    Any,
}

/// A parameter that an operator knows.
pub(super) type Known = (&'static str, Takes);

impl Binder<'_, '_> {
    /// Reports parameters that the operator does not know, twice the same, and wrong words.
    pub(super) fn check_parameters_of(&mut self, operator: &Operator, known: &[Known]) {
        for (index, parameter) in operator.parameters.iter().enumerate() {
            let name = parameter.name.text.as_str();
            if name.starts_with("hint.") || name.starts_with("__") {
                continue;
            }
            let Some((_, takes)) = known.iter().find(|(known, _)| *known == name) else {
                let names: Vec<&str> = known.iter().map(|(known, _)| *known).collect();
                let hint = match names.is_empty() {
                    true => "the operator has no parameters".to_owned(),
                    false => format!("the operator knows {}", names.join(", ")),
                };
                let message = format!("the operator has no parameter `{name}`");
                let (code, span) = (binding::BAD_PARAMETER, parameter.name.span);
                let diagnostic = Diagnostic::error(Phase::Binding, code, span, message);
                self.report_to_run(diagnostic.with_hint(hint));
                continue;
            };
            let repeatable = matches!(name, "quote" | "escape");
            if !repeatable
                && operator.parameters[..index].iter().any(|other| other.name.text == name)
            {
                let message = format!("the parameter `{name}` is given twice");
                self.error(binding::BAD_PARAMETER, parameter.name.span, message);
            }
            self.check_value(parameter, *takes);
        }
    }

    pub(super) fn check_value(&mut self, parameter: &Parameter, takes: Takes) {
        let name = &parameter.name.text;
        let message = match takes {
            Takes::Word(words) => match word_of(parameter) {
                Some(word) if words.iter().any(|known| known.eq_ignore_ascii_case(&word)) => return,
                Some(word) => format!("`{name}` is one of {}, not `{word}`", words.join(", ")),
                None => format!("`{name}` is one of {}", words.join(", ")),
            },
            Takes::Name if matches!(parameter.value, ParameterValue::Name(_)) => return,
            Takes::Name => format!("`{name}` takes a name"),
            Takes::Bool if bool_of(parameter).is_some() => return,
            Takes::Bool => format!("`{name}` is true or false"),
            Takes::Text if text_of(parameter).is_some() => return,
            Takes::Text => format!("`{name}` takes a string"),
            Takes::Integer if integer_of(parameter) => return,
            Takes::Integer => format!("`{name}` takes a whole number"),
            Takes::WordOrNumber(_) if number_of(parameter) => return,
            Takes::WordOrNumber(words) => return self.check_value(parameter, Takes::Word(words)),
            Takes::Column | Takes::Any => return,
        };
        self.error(binding::BAD_PARAMETER, parameter.span, message);
    }
}

/// The parameter of one of these names.
pub(super) fn find<'a>(operator: &'a Operator, names: &[&str]) -> Option<&'a Parameter> {
    operator.parameters.iter().find(|parameter| names.contains(&parameter.name.text.as_str()))
}

/// The word that a parameter has.
pub(super) fn word(operator: &Operator, name: &str) -> Option<String> {
    find(operator, &[name]).and_then(word_of)
}

/// The name that a parameter declares.
pub(super) fn name<'a>(operator: &'a Operator, names: &[&str]) -> Option<&'a str> {
    match &find(operator, names)?.value {
        ParameterValue::Name(name) => Some(&name.text),
        _ => None,
    }
}

/// The bool that a parameter has.
pub(super) fn flag(operator: &Operator, names: &[&str]) -> Option<bool> {
    find(operator, names).and_then(bool_of)
}

/// The text that a parameter has.
pub(super) fn text_of(parameter: &Parameter) -> Option<&str> {
    match &parameter.value {
        ParameterValue::Literal(Literal::String(text), _) => Some(&text.value),
        _ => None,
    }
}

fn word_of(parameter: &Parameter) -> Option<String> {
    match &parameter.value {
        ParameterValue::Name(name) => Some(name.text.clone()),
        ParameterValue::Literal(Literal::String(text), _) => Some(text.value.clone()),
        _ => None,
    }
}

fn integer_of(parameter: &Parameter) -> bool {
    matches!(&parameter.value, ParameterValue::Literal(Literal::Int(_) | Literal::Long(_), _))
}

fn number_of(parameter: &Parameter) -> bool {
    integer_of(parameter)
        || matches!(&parameter.value, ParameterValue::Literal(Literal::Real(_), _))
}

/// The bool of a parameter; `1` and `0` are let pass.
pub(super) fn bool_of(parameter: &Parameter) -> Option<bool> {
    match &parameter.value {
        ParameterValue::Literal(Literal::Bool(flag), _) => Some(*flag),
        ParameterValue::Literal(Literal::Long(n @ (0 | 1)), _) => Some(*n == 1),
        ParameterValue::Name(name) => name.text.to_ascii_lowercase().parse().ok(),
        _ => None,
    }
}
