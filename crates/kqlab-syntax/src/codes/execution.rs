//! `KQL3xxx`: the plan cannot be run to its end.

super::codes! {
    LIMIT = "KQL3001", "a limit on size or depth is reached";
    BAD_ARGUMENT = "KQL3002", "an argument's value is not one that the function takes";
    INTERNAL = "KQL3003", "a defect of kqlab";
    DATA_SCHEMA = "KQL3004", "columns that the data brings are in conflict";
    ASSUMED = "KQL3005", "an answer builds on something that had to be assumed";
}
