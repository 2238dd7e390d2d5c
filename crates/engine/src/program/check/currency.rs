//! The currencies of ISO 4217 in use, by the decimals of their minor unit.

const TWO: &str = "AED AFN ALL AMD AOA ARS AUD AWG AZN BAM BBD BDT BMD BND BOB BRL BSD BTN BWP BYN BZD CAD CDF CHF CNY \
    COP CRC CUP CVE CZK DKK DOP DZD EGP ERN ETB EUR FJD FKP GBP GEL GHS GIP GMD GTQ GYD HKD HNL HTG HUF IDR ILS INR IRR \
    JMD KES KGS KHR KPW KYD KZT LAK LBP LKR LRD LSL MAD MDL MGA MKD MMK MNT MOP MRU MUR MVR MWK MXN MYR MZN NAD NGN NIO \
    NOK NPR NZD PAB PEN PGK PHP PKR PLN QAR RON RSD RUB SAR SBD SCR SDG SEK SGD SHP SLE SOS SRD SSP STN SVC SYP SZL THB \
    TJS TMT TOP TRY TTD TWD TZS UAH USD UYU UZS VED VES WST XCD XCG YER ZAR ZMW ZWG";
const NONE: &str = "BIF CLP DJF GNF ISK JPY KMF KRW PYG RWF UGX VND VUV XAF XOF XPF";
const THREE: &str = "BHD IQD JOD KWD LYD OMR TND";

/// The decimals of a currency's minor unit.
pub(super) fn exponent(code: &str) -> Option<u8> {
    [(NONE, 0), (TWO, 2), (THREE, 3)]
        .into_iter()
        .find(|(list, _)| list.split_whitespace().any(|known| known == code))
        .map(|(_, exponent)| exponent)
}

/// Every code.
pub(super) fn codes() -> impl Iterator<Item = &'static str> {
    [TWO, NONE, THREE].into_iter().flat_map(str::split_whitespace)
}
