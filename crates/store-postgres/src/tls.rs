//! Encrypted connections, by rustls.

use rustls::client::WebPkiServerVerifier;
use rustls::client::danger::{HandshakeSignatureValid, ServerCertVerified, ServerCertVerifier};
use rustls::crypto::{CryptoProvider, ring};
use rustls::pki_types::pem::PemObject;
use rustls::pki_types::{CertificateDer, ServerName, UnixTime};
use rustls::{CertificateError, ClientConfig, DigitallySignedStruct, RootCertStore, SignatureScheme};
use std::path::PathBuf;
use std::sync::Arc;
use tessera_store::StoreError;
use tokio_postgres::config::SslMode;
use tokio_postgres_rustls::MakeRustlsConnect;

/// How the way to the server is protected.
#[derive(Clone, Debug)]
pub(crate) struct Tls {
    pub(crate) mode: Mode,
    /// A PEM file; the system's authorities without one.
    pub(crate) authorities: Option<PathBuf>,
}

/// PostgreSQL's `sslmode`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Mode {
    /// No encryption.
    Disable,
    /// Encryption if the server has it, whoever it is.
    Prefer,
    /// Encryption, whoever the server is.
    Require,
    /// Encryption, with a server that an authority vouches for.
    VerifyCa,
    /// Encryption, with the server of this name.
    VerifyFull,
}

impl Mode {
    pub(crate) fn named(name: &str) -> Option<Self> {
        Some(match name {
            "disable" => Self::Disable,
            "prefer" => Self::Prefer,
            "require" => Self::Require,
            "verify-ca" => Self::VerifyCa,
            "verify-full" => Self::VerifyFull,
            _ => return None,
        })
    }

    /// What is told to the server.
    pub(crate) fn negotiated(self) -> SslMode {
        match self {
            Self::Disable => SslMode::Disable,
            Self::Prefer => SslMode::Prefer,
            Self::Require | Self::VerifyCa | Self::VerifyFull => SslMode::Require,
        }
    }
}

impl Tls {
    /// What connects, or nothing where nothing is encrypted.
    pub(crate) fn connector(&self) -> Result<Option<MakeRustlsConnect>, StoreError> {
        let provider = Arc::new(ring::default_provider());
        let unusable = |error: &dyn std::fmt::Display| StoreError::Address(format!("`sslmode`: {error}"));
        let verifier: Arc<dyn ServerCertVerifier> = match self.mode {
            Mode::Disable => return Ok(None),
            Mode::Prefer | Mode::Require => Arc::new(Lenient { provider: provider.clone(), of: None }),
            Mode::VerifyCa | Mode::VerifyFull => {
                let known = Arc::new(self.known()?);
                let strict = WebPkiServerVerifier::builder_with_provider(known, provider.clone())
                    .build()
                    .map_err(|error| unusable(&error))?;
                if self.mode == Mode::VerifyFull {
                    strict
                } else {
                    Arc::new(Lenient { provider: provider.clone(), of: Some(strict) })
                }
            }
        };
        let config = ClientConfig::builder_with_provider(provider)
            .with_safe_default_protocol_versions()
            .map_err(|error| unusable(&error))?
            .dangerous()
            .with_custom_certificate_verifier(verifier)
            .with_no_client_auth();
        Ok(Some(MakeRustlsConnect::new(config)))
    }

    /// The authorities that are trusted.
    fn known(&self) -> Result<RootCertStore, StoreError> {
        let mut known = RootCertStore::empty();
        let Some(path) = &self.authorities else {
            known.add_parsable_certificates(rustls_native_certs::load_native_certs().certs);
            if known.is_empty() {
                let detail = "this system has no certificate authorities: name a PEM file as `sslrootcert`";
                return Err(StoreError::Address(detail.into()));
            }
            return Ok(known);
        };
        let unreadable = |detail: String| {
            StoreError::Address(format!("`sslrootcert` {} cannot be read: {detail}", path.display()))
        };
        let certificates =
            CertificateDer::pem_file_iter(path).map_err(|error| unreadable(error.to_string()))?;
        for certificate in certificates {
            let certificate = certificate.map_err(|error| unreadable(error.to_string()))?;
            known.add(certificate).map_err(|error| unreadable(error.to_string()))?;
        }
        if known.is_empty() { Err(unreadable("no certificate in it".into())) } else { Ok(known) }
    }
}

/// Takes any server, or any that an authority vouches for, whatever its name.
#[derive(Debug)]
struct Lenient {
    provider: Arc<CryptoProvider>,
    of: Option<Arc<WebPkiServerVerifier>>,
}

impl ServerCertVerifier for Lenient {
    fn verify_server_cert(
        &self,
        end_entity: &CertificateDer<'_>,
        intermediates: &[CertificateDer<'_>],
        server_name: &ServerName<'_>,
        ocsp_response: &[u8],
        now: UnixTime,
    ) -> Result<ServerCertVerified, rustls::Error> {
        let Some(strict) = &self.of else { return Ok(ServerCertVerified::assertion()) };
        match strict.verify_server_cert(end_entity, intermediates, server_name, ocsp_response, now) {
            // The name is looked at last: all else was right.
            Err(rustls::Error::InvalidCertificate(
                CertificateError::NotValidForName | CertificateError::NotValidForNameContext { .. },
            )) => Ok(ServerCertVerified::assertion()),
            outcome => outcome,
        }
    }

    fn verify_tls12_signature(
        &self,
        message: &[u8],
        cert: &CertificateDer<'_>,
        dss: &DigitallySignedStruct,
    ) -> Result<HandshakeSignatureValid, rustls::Error> {
        rustls::crypto::verify_tls12_signature(
            message,
            cert,
            dss,
            &self.provider.signature_verification_algorithms,
        )
    }

    fn verify_tls13_signature(
        &self,
        message: &[u8],
        cert: &CertificateDer<'_>,
        dss: &DigitallySignedStruct,
    ) -> Result<HandshakeSignatureValid, rustls::Error> {
        rustls::crypto::verify_tls13_signature(
            message,
            cert,
            dss,
            &self.provider.signature_verification_algorithms,
        )
    }

    fn supported_verify_schemes(&self) -> Vec<SignatureScheme> {
        self.provider.signature_verification_algorithms.supported_schemes()
    }
}
