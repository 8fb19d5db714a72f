//! `KQL1xxx`: names, types and schemas do not fit.

super::codes! {
    UNKNOWN_COLUMN = "KQL1001", "a name that is no column, variable or function here";
    UNKNOWN_TABLE = "KQL1002", "a table that is neither loaded nor known";
    UNKNOWN_FUNCTION = "KQL1003", "a function that Kusto does not have";
    UNSUPPORTED_FUNCTION = "KQL1004", "a function of Kusto that kqlab does not support";
    UNSUPPORTED_OPERATOR = "KQL1005", "an operator of Kusto that kqlab does not support";
    ARGUMENT_COUNT = "KQL1006", "a function is called with a wrong number of arguments";
    ARGUMENT_TYPE = "KQL1007", "an argument's type is not one that the function takes";
    TYPE_MISMATCH = "KQL1008", "an expression's type does not fit its place";
    AMBIGUOUS_NAME = "KQL1009", "a name that could mean two columns";
    DUPLICATE_NAME = "KQL1010", "a name that is declared twice";
    AGGREGATE_OUTSIDE = "KQL1011", "an aggregate stands outside summarize";
    NOT_CONSTANT = "KQL1012", "a value that must be known before the query runs";
    TABLE_EXPECTED = "KQL1013", "a table is expected and a scalar found";
    SCALAR_EXPECTED = "KQL1014", "a scalar is expected and a table found";
    DATA_DEPENDENT = "KQL1015", "a column that only the data could bring is not there";
    BAD_PARAMETER = "KQL1016", "an operator's parameter is unknown or has a wrong value";
    RECURSIVE = "KQL1017", "a function calls itself";
    EMPTY_COLUMN = "KQL1018", "the query reads a column that no row of the data has";
    OPEN_SCHEMA = "KQL1019", "a name that cannot be checked, because the columns depend on the data";
    NO_RESULT = "KQL1020", "the text holds no query";
    ASSUMED = "KQL1021", "something beside the query and its data had to be assumed";
    UNKNOWN_TYPE = "KQL1030", "a name that is no type";
}
