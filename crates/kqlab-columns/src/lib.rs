//! Typed column chunks: the KQL type over an Arrow array.
