//! Where addresses are.

use std::net::IpAddr;

use kqlab_columns::Column;
use kqlab_plan::{FnDef, Value};
use serde_json::Value as Json;

use crate::core::{DYNAMIC, SCALAR, Text, sig, string};
use crate::{Call, EvalError, ScalarFn};

/// The family.
pub(super) const FUNCTIONS: &[ScalarFn] = &[ScalarFn {
    def: FnDef {
        name: "geo_info_from_ip_address",
        overloads: &[sig(&[string("ip")], DYNAMIC)],
        doc: "Tells country, state, city and position of an IPv4 or IPv6 address, by the MaxMind database that is given.",
        page: "geo-info-from-ip-address-function",
        ..SCALAR
    },
    kernel: Some(geo_info_from_ip_address),
}];

/// Without a database the addresses of rows are not known, so that a rule runs; a constant address has no answer.
fn geo_info_from_ip_address(call: &Call<'_>) -> Result<Column, EvalError> {
    const HINT: &str = "name a MaxMind database such as GeoLite2-City with --geoip FILE";
    let Some(places) = &call.cx.places else {
        if matches!(call.constant(0), Some(Value::String(text)) if address(text).is_some()) {
            let error = EvalError::argument("no database of places is given to find an address in");
            return Err(error.with_hint(HINT));
        }
        let message =
            "no database of places is given, so `geo_info_from_ip_address` knows no address";
        call.assume(message, HINT);
        return call.rows(|_| Ok(Json::Null));
    };
    call.map1::<Text, _>(|text| places.place(address(text)?))
}

fn address(text: &str) -> Option<IpAddr> {
    text.trim().parse().ok()
}
