//! KQL types, binder and logical plan.
