//! `KQL4xxx`: a rule file is not of its form.

super::codes! {
    BAD_YAML = "KQL4001", "text that is not YAML";
    NO_QUERY = "KQL4002", "a rule without a query";
    UNKNOWN_FORMAT = "KQL4003", "a file that is no rule of a known form";
}
