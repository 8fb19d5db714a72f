//! Log files to typed columns, and the catalog of known tables.
