//! Plugins that look rows up in another table.

use kqlab_plan::{FnDef, Param, ParamType, Returns};

use crate::core::{NOT_YET, PLUGIN, boolean, real, sig};

/// The family.
pub(super) const PLUGINS: &[FnDef] = &[
    FnDef {
        name: "ipv4_lookup",
        overloads: &[sig(
            &[
                Param::one("LookupTable", ParamType::Table),
                Param::one("SourceIPv4Key", ParamType::Column),
                Param::one("IPv4LookupKey", ParamType::ColumnOf(0)),
                Param::one("ExtraKey", ParamType::ColumnOf(0)).repeated(0),
                boolean("return_unmatched").optional().constant(),
            ],
            Returns::Binder,
        )],
        doc: "Looks up an IPv4 value in a lookup table.",
        page: "ipv4-lookup-plugin",
        ..PLUGIN
    },
    FnDef {
        name: "ipv6_lookup",
        overloads: &[sig(
            &[
                Param::one("LookupTable", ParamType::Table),
                Param::one("SourceIPv6Key", ParamType::Column),
                Param::one("IPv6LookupKey", ParamType::ColumnOf(0)),
                boolean("return_unmatched").optional().constant(),
            ],
            Returns::Binder,
        )],
        doc: "Looks up an IPv6 address in a lookup table.",
        page: "ipv6-lookup-plugin",
        ..PLUGIN
    },
    FnDef {
        name: "geo_polygon_lookup",
        overloads: &[sig(
            &[
                Param::one("LookupTable", ParamType::Table),
                Param::one("LookupPolygonKey", ParamType::ColumnOf(0)),
                Param::one("SourceLongitude", ParamType::Column),
                Param::one("SourceLatitude", ParamType::Column),
                real("radius").optional().constant(),
                boolean("return_unmatched").optional().constant(),
                real("lookup_area_radius").optional().constant(),
                boolean("return_lookup_key").optional().constant(),
            ],
            Returns::Binder,
        )],
        doc: "Looks up a polygon value in a lookup table.",
        page: "geo-polygon-lookup-plugin",
        unsupported: Some(NOT_YET),
        ..PLUGIN
    },
    FnDef {
        name: "geo_line_lookup",
        overloads: &[sig(
            &[
                Param::one("LookupTable", ParamType::Table),
                Param::one("LookupLineKey", ParamType::ColumnOf(0)),
                Param::one("SourceLongitude", ParamType::Column),
                Param::one("SourceLatitude", ParamType::Column),
                real("radius").constant(),
                boolean("return_unmatched").optional().constant(),
                real("lookup_area_radius").optional().constant(),
                boolean("return_lookup_key").optional().constant(),
            ],
            Returns::Binder,
        )],
        doc: "Looks up a line value in a lookup table.",
        page: "geo-line-lookup-plugin",
        unsupported: Some(NOT_YET),
        ..PLUGIN
    },
];
