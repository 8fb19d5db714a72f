//! `KQL3xxx`: the plan cannot be run to its end.

use super::about::{Sample, query};

super::codes! {
    LIMIT = "KQL3001", "a limit on size or depth is reached",
        "Running the query to its end would take more rows, steps or memory than a limit allows.",
        query("range x from 1 to 3 step 1 | make-series n = count() on x from 0 to 100000000000 step 1"),
        query("range x from 1 to 3 step 1 | make-series n = count() on x from 0 to 10 step 1");

    BAD_ARGUMENT = "KQL3002", "an argument's value is not one that the function takes",
        "The value of an argument is of the right type, and the function or operator cannot work \
         with it.",
        query("print t = long(null) | extend n = 1 | make-series sum(n) on t from toscalar(print long(null)) to 5 step 1"),
        query("print t = 1 | extend n = 1 | make-series sum(n) on t from 0 to 5 step 1");

    INTERNAL = "KQL3003", "a defect of kqlab",
        "kqlab failed, whatever the query says. Please report the query.",
        Sample::Nothing,
        Sample::Nothing;

    DATA_SCHEMA = "KQL3004", "columns that the data brings are in conflict",
        "Columns that an operator makes of the data have the names of columns that are there \
         already, or names that cannot be told apart. The hint says how to decide which one \
         stays.",
        query(r#"print a = 1, d = dynamic({"a": 2}) | evaluate bag_unpack(d)"#),
        query(r#"print a = 1, d = dynamic({"a": 2}) | evaluate bag_unpack(d, "d_")"#);
}
