//! Where an IP address is, by a MaxMind database of cities (geo-info-from-ip-address-function).

use std::net::IpAddr;

use maxminddb::{Reader, geoip2};
use serde_json::{Map, Value as Json};

/// A database such as GeoLite2-City, in memory.
#[derive(Debug)]
pub struct GeoDatabase(Reader<Vec<u8>>);

impl GeoDatabase {
    /// Reads the bytes of an `.mmdb` file.
    ///
    /// # Errors
    /// What is wrong with them.
    pub fn read(bytes: Vec<u8>) -> Result<Self, String> {
        Reader::from_source(bytes).map(Self).map_err(|error| error.to_string())
    }

    /// What is known of an address, in the order of the page; `None` if nothing is.
    pub(crate) fn place(&self, address: IpAddr) -> Option<Json> {
        let city: geoip2::City<'_> = self.0.lookup(address).ok()?.decode().ok()??;
        let state = city.subdivisions.first().and_then(|state| state.names.english);
        let mut bag = Map::new();
        let names = [
            ("country", city.country.names.english),
            ("state", state),
            ("city", city.city.names.english),
        ];
        for (key, name) in names {
            bag.extend(name.map(|name| (key.to_owned(), Json::from(name))));
        }
        let degrees =
            [("latitude", city.location.latitude), ("longitude", city.location.longitude)];
        for (key, degrees) in degrees {
            bag.extend(degrees.map(|degrees| (key.to_owned(), Json::from(degrees))));
        }
        (!bag.is_empty()).then_some(Json::Object(bag))
    }
}
