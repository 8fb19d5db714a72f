//! `KQL4xxx`: a rule file is not of its form.

super::codes! {
    BAD_YAML = "KQL4001", "text that is not YAML";
    NO_QUERY = "KQL4002", "a rule without a query";
    UNKNOWN_FORMAT = "KQL4003", "a file that is no rule of a known form";
    BAD_KUERY = "KQL4004", "text that is not of the Kibana Query Language";
    NO_RULE = "KQL4005", "a file that holds no rule";
    BAD_JSON = "KQL4006", "a rule file that is not JSON";
    BAD_TOML = "KQL4007", "text that is not TOML";
    UNKNOWN_KEY = "KQL4008", "a key that nothing reads";
    MISSING_KEY = "KQL4009", "a key that must be there is missing";
    BAD_VALUE = "KQL4010", "a key's value is not of its kind";
    UNSUPPORTED_RULE = "KQL4011", "a rule, or a part of one, that kqlab does not run";
    DUPLICATE_RULE = "KQL4012", "two rules with one id";
    NO_COLUMN = "KQL4013", "a rule names a column that its query does not return";
    NO_TIME = "KQL4014", "a query that waits for a time";
}
