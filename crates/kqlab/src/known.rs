//! Functions that Sentinel's workspaces and Defender's advanced hunting have, beside their tables.

use kqlab_plan::environment::KnownFunction;
use kqlab_plan::{Field, Schema, Type};

/// A function's signature, as its page tells.
struct Known {
    name: &'static str,
    parameters: &'static str,
    returns: &'static [(&'static str, Type)],
    /// Its columns follow those of the table that is piped in.
    extends: bool,
    /// The data has further columns.
    open: bool,
}

const KNOWN: [Known; 6] = [
    // sentinel/watchlists-queries
    Known {
        name: "_GetWatchlist",
        parameters: "(watchlistAlias:string)",
        returns: &[
            ("_DTItemId", Type::String),
            ("LastUpdatedTimeUTC", Type::Datetime),
            ("SearchKey", Type::String),
            ("WatchlistItem", Type::Dynamic),
        ],
        extends: false,
        open: true,
    },
    Known {
        name: "_GetWatchlistAlias",
        parameters: "()",
        returns: &[("WatchlistAlias", Type::String)],
        extends: false,
        open: false,
    },
    // defender-xdr/advanced-hunting-fileprofile-function
    Known {
        name: "FileProfile",
        parameters: "(T:(*), x:string='', y:long=100)",
        returns: &[
            ("SHA1", Type::String),
            ("SHA256", Type::String),
            ("MD5", Type::String),
            ("FileSize", Type::Long),
            ("GlobalPrevalence", Type::Long),
            ("GlobalFirstSeen", Type::Datetime),
            ("GlobalLastSeen", Type::Datetime),
            ("Signer", Type::String),
            ("Issuer", Type::String),
            ("SignerHash", Type::String),
            ("IsCertificateValid", Type::Bool),
            ("IsRootSignerMicrosoft", Type::Bool),
            ("SignatureState", Type::String),
            ("IsExecutable", Type::Bool),
            ("ThreatName", Type::String),
            ("Publisher", Type::String),
            ("SoftwareName", Type::String),
            ("ProfileAvailability", Type::String),
        ],
        extends: true,
        open: false,
    },
    // defender-xdr/advanced-hunting-assignedipaddresses-function
    Known {
        name: "AssignedIPAddresses",
        parameters: "(x:string, y:datetime=datetime(null))",
        returns: &[
            ("Timestamp", Type::Datetime),
            ("IPAddress", Type::String),
            ("IPType", Type::String),
            ("NetworkAdapterType", Type::String),
            ("ConnectedNetworks", Type::Dynamic),
        ],
        extends: false,
        open: false,
    },
    // defender-xdr/advanced-hunting-devicefromip-function
    Known {
        name: "DeviceFromIP",
        parameters: "(T:(*), x:string='', y:datetime=datetime(null))",
        returns: &[("IP", Type::String), ("DeviceId", Type::String)],
        extends: true,
        open: false,
    },
    // defender-xdr/advanced-hunting-seenby-function
    Known {
        name: "SeenBy",
        parameters: "(T:(*), x:string='')",
        returns: &[("SeenBy", Type::Dynamic)],
        extends: true,
        open: false,
    },
];

/// The function of that name.
pub(crate) fn function(name: &str) -> Option<KnownFunction> {
    let known = KNOWN.iter().find(|known| known.name == name)?;
    let fields = known.returns.iter().map(|(name, ty)| Field::new(*name, *ty)).collect();
    Some(KnownFunction {
        parameters: known.parameters.into(),
        returns: Schema { fields, open: known.open },
        extends: known.extends,
    })
}

/// What to do about a function that Sentinel has and kqlab does not carry.
pub(crate) fn absent(name: &str) -> Option<String> {
    let lower = name.to_ascii_lowercase();
    let parser = ["_im_", "_asim_", "_vim_", "asim", "vim", "im_"];
    let unified = lower.strip_prefix("im").is_some_and(|rest| {
        let schemas = [
            "alertevent",
            "assetentity",
            "auditevent",
            "authentication",
            "dhcpevent",
            "dns",
            "fileevent",
            "networksession",
            "process",
            "registry",
            "usermanagement",
            "websession",
        ];
        schemas.iter().any(|schema| rest.starts_with(schema))
    });
    (unified || parser.iter().any(|prefix| lower.starts_with(prefix))).then(|| {
        "this is a name of Sentinel's ASIM functions: put its parser's file (Azure-Sentinel/Parsers) into a folder and \
         name that with --functions"
            .to_owned()
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_of_asim_parsers_are_told_from_others() {
        for name in ["_Im_Dns", "_ASim_Authentication", "imProcessCreate", "vimDnsEmpty", "ASimDns"]
        {
            assert!(absent(name).is_some(), "{name}");
        }
        for name in ["image", "import_logs", "MyParser", "strlen"] {
            assert!(absent(name).is_none(), "{name}");
        }
    }
}
