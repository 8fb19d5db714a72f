//! `KQL2xxx`: a file cannot be read as a table.

super::codes! {
    UNREADABLE = "KQL2001", "a file or folder that cannot be read";
    BAD_JSON = "KQL2002", "text that is not JSON";
    BAD_ROW = "KQL2003", "a row that is no object";
    BAD_UTF8 = "KQL2004", "bytes that are not UTF-8";
    TOO_LARGE = "KQL2005", "a row or nesting larger than the limit";
    SKIPPED_ROWS = "KQL2006", "rows were skipped on request";
    DUPLICATE_TABLE = "KQL2007", "two sources for one table";
    BAD_VALUE = "KQL2008", "a value that does not fit its column's type";
    BAD_SCHEMA = "KQL2009", "a schema file that cannot be read";
    DUPLICATE_KEY = "KQL2010", "a key that stands twice in a row";
    DAMAGED = "KQL2011", "a packed or columnar file that is cut or damaged";
    NO_BODY = "KQL2020", "an address of externaldata for which no file stands";
}
