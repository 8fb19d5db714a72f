//! The plugins of `evaluate`.

use crate::text::{answer, refusal, rows};

const BAGS: &str = r#"datatable(d:dynamic)[dynamic({"Name":"John","Age":20}), dynamic({"Name":"Dave","Height":170,"Age":40}), dynamic(null)]"#;

#[test]
fn bags_become_columns_in_alphabetical_order() {
    // measured on Kusto, `bag-unpack-plugin`
    let found = answer(&format!("{BAGS} | evaluate bag_unpack(d)")).expect("runs");
    assert_eq!(found.columns, ["Age", "Height", "Name"]);
    assert_eq!(found.rows, [["20", "null", "John"], ["40", "170", "Dave"], ["null", "null", ""]]);
    let found = answer(&format!("{BAGS} | evaluate bag_unpack(d, 'p_')")).expect("runs");
    assert_eq!(found.columns, ["p_Age", "p_Height", "p_Name"]);
    let query =
        format!("{BAGS} | evaluate bag_unpack(d, ignoredProperties=dynamic(['Age', 'Name']))");
    assert_eq!(answer(&query).expect("runs").columns, ["Height"]);
}

#[test]
fn a_slot_of_several_types_is_dynamic() {
    let query = r#"datatable(d:dynamic)[dynamic({"a":1}), dynamic({"a":"x"})] | evaluate bag_unpack(d) | project gettype(a), tostring(a)"#;
    assert_eq!(rows(query), [["long", "1"], ["string", "x"]]);
    let query = r##"datatable(d:dynamic)[dynamic({"@Name":"n","#text":"t"})] | evaluate bag_unpack(d) | project ['@Name']"##;
    assert_eq!(rows(query), [["n"]]);
}

#[test]
fn a_key_may_clash_with_a_column() {
    let data = r#"datatable(Name:string, d:dynamic)['James', dynamic({"Name":"John","Age":20}), 'David', dynamic({"Age":40})]"#;
    assert_eq!(refusal(&format!("{data} | evaluate bag_unpack(d)")), "KQL3004");
    let replaced =
        answer(&format!("{data} | evaluate bag_unpack(d, columnsConflict='replace_source')"));
    let replaced = replaced.expect("runs");
    assert_eq!(replaced.columns, ["Name", "Age"]);
    assert_eq!(replaced.rows, [["John", "20"], ["", "40"]]);
    let kept = rows(&format!("{data} | evaluate bag_unpack(d, columnsConflict='keep_source')"));
    assert_eq!(kept, [["James", "20"], ["David", "40"]]);
}

#[test]
fn columns_that_the_data_does_not_bring_are_unknown() {
    // measured on Kusto
    let query = format!("{BAGS} | where false | evaluate bag_unpack(d) | project Age");
    assert_eq!(refusal(&query), "KQL1015");
}

/// A key that is a value, row by row, would make a table of as many columns as rows.
#[test]
fn columns_that_the_data_brings_have_a_limit() {
    let keys = |count: u32| {
        format!(
            "range x from 1 to {count} step 1 | summarize d = make_bag(bag_pack(tostring(x), x))"
        )
    };
    assert_eq!(
        rows(&format!("{} | evaluate bag_unpack(d) | project ['9999']", keys(10_000))),
        [["9999"]]
    );
    assert_eq!(refusal(&format!("{} | evaluate bag_unpack(d)", keys(10_001))), "KQL3001");
    let values = |count: u32| {
        format!("range x from 1 to {count} step 1 | project s = tostring(x) | evaluate pivot(s)")
    };
    assert_eq!(rows(&format!("{} | project ['9999']", values(10_000))), [["1"]]);
    assert_eq!(refusal(&values(10_001)), "KQL3001");
}

#[test]
fn a_declared_schema_holds() {
    let query = format!("{BAGS} | evaluate bag_unpack(d) : (Name:string, Age:long, Other:string)");
    assert_eq!(rows(&query), [["John", "20", ""], ["Dave", "40", ""], ["", "null", ""]]);
}

#[test]
fn a_pivot_has_a_column_a_value() {
    // measured on Kusto, `pivot-plugin`
    let data = "datatable(State:string, Event:string, n:long)['AR','Rain',1, 'AZ','Flood',6, 'AR','Heat',3, 'AR','Rain',2]";
    let found =
        answer(&format!("{data} | project State, Event | evaluate pivot(State)")).expect("runs");
    assert_eq!(found.columns, ["Event", "AR", "AZ"]);
    assert_eq!(found.rows, [["Rain", "2", "0"], ["Flood", "0", "1"], ["Heat", "1", "0"]]);
    let found = answer(&format!("{data} | evaluate pivot(State, sum(n))")).expect("runs");
    assert_eq!(found.columns, ["Event", "AR", "AZ"]);
    assert_eq!(found.rows, [["Rain", "3", "0"], ["Flood", "0", "6"], ["Heat", "3", "0"]]);
    let found = rows(&format!("{data} | evaluate pivot(State, any(n), Event)"));
    assert_eq!(found, [["Rain", "1", "null"], ["Flood", "null", "6"], ["Heat", "3", "null"]]);
}

#[test]
fn ranges_of_addresses_are_looked_up() {
    // `ipv4-lookup-plugin`
    let tables = "let nets = datatable(network:string, country:string)['5.8.0.0/19','RU', '2.20.183.0/24','GB'];
        let ips = datatable(ip:string)['2.20.183.12', '5.8.1.2', '192.165.12.17'];";
    let found =
        answer(&format!("{tables} ips | evaluate ipv4_lookup(nets, ip, network)")).expect("runs");
    assert_eq!(found.columns, ["ip", "network", "country"]);
    let expected = [["2.20.183.12", "2.20.183.0/24", "GB"], ["5.8.1.2", "5.8.0.0/19", "RU"]];
    assert_eq!(found.rows, expected);
    let all = rows(&format!(
        "{tables} ips | evaluate ipv4_lookup(nets, ip, network, return_unmatched = true)"
    ));
    assert_eq!(all[2], ["192.165.12.17", "", ""]);
}

#[test]
fn smaller_plugins() {
    let near =
        "range x from 1 to 9 step 1 | evaluate rows_near(x == 5, 1) | summarize make_list(x)";
    assert_eq!(rows(near), [["[4,5,6]"]]);
    let narrow = "print a=1, b='x' | evaluate narrow()";
    assert_eq!(rows(narrow), [["0", "a", "1"], ["0", "b", "x"]]);
}
