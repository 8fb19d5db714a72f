//! `KQL0xxx`: the text is not KQL.

super::codes! {
    UNEXPECTED = "KQL0001", "unexpected text where the grammar asks for something else";
    UNCLOSED = "KQL0002", "a bracket, string or literal is not closed";
    BAD_LITERAL = "KQL0003", "a literal that is not of its type's form";
    TOO_DEEP = "KQL0004", "nested too deep";
    TOO_LONG = "KQL0005", "the text is larger than a query may be";
}
