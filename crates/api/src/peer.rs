//! From which address a request comes.

use crate::problem::Problem;
use crate::state::Api;
use axum::extract::FromRequestParts;
use axum::http::request::Parts;
use axum::http::{HeaderMap, Request};
use std::convert::Infallible;
use std::net::{IpAddr, Ipv4Addr, SocketAddr};
use std::str::FromStr;
use std::sync::Once;
use std::task::{Context, Poll};
use tower::Service;

/// A range of addresses: one, or all that share its first bits.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Network {
    address: IpAddr,
    bits: u8,
}

impl Network {
    fn contains(&self, address: IpAddr) -> bool {
        match (self.address, address) {
            (IpAddr::V4(own), IpAddr::V4(other)) => {
                let apart = u32::from(own) ^ u32::from(other);
                apart.checked_shr(32 - u32::from(self.bits)).unwrap_or(0) == 0
            }
            (IpAddr::V6(own), IpAddr::V6(other)) => {
                let apart = u128::from(own) ^ u128::from(other);
                apart.checked_shr(128 - u32::from(self.bits)).unwrap_or(0) == 0
            }
            _ => false,
        }
    }
}

/// `10.0.0.7`, `10.0.0.0/8`, `fd00::/8`.
impl FromStr for Network {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let unfit = || format!("{text} is no address and no range such as 10.0.0.0/8 · 不是地址或网段");
        let (address, bits) = match text.split_once('/') {
            Some((address, bits)) => (address, Some(bits)),
            None => (text, None),
        };
        let address: IpAddr = address.parse().map_err(|_| unfit())?;
        let all = if address.is_ipv4() { 32 } else { 128 };
        let bits = match bits {
            None => all,
            Some(bits) => bits.parse().ok().filter(|bits| *bits <= all).ok_or_else(unfit)?,
        };
        Ok(Self { address, bits })
    }
}

/// Who is at the other end of the connection; rides on every request that the server takes.
#[derive(Clone, Copy, Debug)]
struct Peer(IpAddr);

/// Puts the peer of a connection on its requests.
#[derive(Clone)]
pub(crate) struct WithPeer<S> {
    inner: S,
    peer: Peer,
}

impl<S> WithPeer<S> {
    pub(crate) fn new(inner: S, peer: SocketAddr) -> Self {
        Self { inner, peer: Peer(peer.ip().to_canonical()) }
    }
}

impl<B, S: Service<Request<B>, Error = Infallible>> Service<Request<B>> for WithPeer<S> {
    type Response = S::Response;
    type Error = Infallible;
    type Future = S::Future;

    fn poll_ready(&mut self, context: &mut Context<'_>) -> Poll<Result<(), Infallible>> {
        self.inner.poll_ready(context)
    }

    fn call(&mut self, mut request: Request<B>) -> S::Future {
        request.extensions_mut().insert(self.peer);
        self.inner.call(request)
    }
}

/// Said once: it may be a proxy, and then few codes are sent to very many.
static SAID_BY_A_STRANGER: Once = Once::new();

/// The address that a request comes from: the peer's, or, where a proxy that is trusted is the peer, the one that it says. `0.0.0.0` where nothing is known.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Address(pub(crate) IpAddr);

impl Address {
    fn of(peer: Option<&Peer>, headers: &HeaderMap, trusted: &[Network]) -> Self {
        let Some(Peer(peer)) = peer else { return Self(IpAddr::V4(Ipv4Addr::UNSPECIFIED)) };
        let is_trusted = |address: IpAddr| trusted.iter().any(|network| network.contains(address));
        let mut address = *peer;
        if !is_trusted(address) && headers.contains_key("x-forwarded-for") {
            SAID_BY_A_STRANGER.call_once(|| {
                tracing::warn!(
                    "requests come by a proxy that is not named (--trusted-proxy): all who come by it count as one address"
                );
            });
        }
        // The last is what the nearest proxy has seen; what stands before what a stranger said is made up.
        let said = headers.get_all("x-forwarded-for").iter().filter_map(|value| value.to_str().ok());
        let said: Vec<&str> = said.flat_map(|value| value.split(',')).map(str::trim).collect();
        for before in said.into_iter().rev() {
            if !is_trusted(address) {
                break;
            }
            let Ok(next) = before.parse::<IpAddr>() else { break };
            address = next.to_canonical();
        }
        Self(address)
    }

    /// What is counted as one: an address of IPv4, 64 bits of IPv6, which one household has.
    pub(crate) fn network(self) -> u128 {
        match self.0 {
            IpAddr::V4(address) => u128::from(u32::from(address)),
            IpAddr::V6(address) => u128::from(address) & !u128::from(u64::MAX),
        }
    }
}

impl FromRequestParts<Api> for Address {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, api: &Api) -> Result<Self, Problem> {
        Ok(Self::of(parts.extensions.get(), &parts.headers, &api.settings.trusted_proxies))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_stranger_s_word_for_an_address_is_not_taken() {
        let trusted: Vec<Network> = ["10.0.0.0/8", "fd00::1"].map(|text| text.parse().unwrap()).into();
        let address = |peer: &str, said: &[&str]| {
            let mut headers = HeaderMap::new();
            for said in said {
                headers.append("x-forwarded-for", said.parse().unwrap());
            }
            Address::of(Some(&Peer(peer.parse().unwrap())), &headers, &trusted).0.to_string()
        };
        assert_eq!(address("203.0.113.9", &["198.51.100.1"]), "203.0.113.9");
        assert_eq!(address("10.1.2.3", &["198.51.100.1"]), "198.51.100.1");
        assert_eq!(address("10.1.2.3", &["6.6.6.6, 198.51.100.1", "10.9.9.9"]), "198.51.100.1");
        assert_eq!(address("10.1.2.3", &["nonsense"]), "10.1.2.3");
        assert_eq!(address("fd00::1", &["2001:db8::7"]), "2001:db8::7");
        assert_eq!(address("fd00::2", &["2001:db8::7"]), "fd00::2");
        assert_eq!(address("10.1.2.3", &[]), "10.1.2.3");
    }

    #[test]
    fn ranges_are_read_and_hold_what_they_should() {
        for bad in ["", "10.0.0.0/33", "10.0.0", "fd00::/129", "10.0.0.0/x"] {
            assert!(bad.parse::<Network>().is_err(), "{bad}");
        }
        let all: Network = "0.0.0.0/0".parse().unwrap();
        assert!(all.contains("203.0.113.9".parse().unwrap()) && !all.contains("::1".parse().unwrap()));
        let one: Network = "203.0.113.9".parse().unwrap();
        assert!(
            one.contains("203.0.113.9".parse().unwrap()) && !one.contains("203.0.113.8".parse().unwrap())
        );
        assert_eq!(
            Address("2001:db8::7".parse().unwrap()).network(),
            Address("2001:db8::8".parse().unwrap()).network()
        );
    }
}
