//! A client of the API that keeps its connections, as a till does.

use serde_json::Value;
use std::collections::HashMap;
use std::io::{BufRead, BufReader, Error, Read, Write};
use std::net::TcpStream;
use std::time::Duration;

pub(crate) struct Client {
    key: String,
    open: HashMap<String, BufReader<TcpStream>>,
}

impl Client {
    pub(crate) fn new(key: &str) -> Self {
        Self { key: key.into(), open: HashMap::new() }
    }

    /// Sends a request, and reads the status and the body of the reply. An error: whether it was done is not known.
    pub(crate) fn send(
        &mut self,
        address: &str,
        method: &str,
        path: &str,
        body: &Value,
    ) -> Result<(u16, Value), Error> {
        let mut stream = match self.open.remove(address) {
            Some(stream) => stream,
            None => {
                let stream = TcpStream::connect(address)?;
                stream.set_read_timeout(Some(Duration::from_secs(40)))?;
                stream.set_nodelay(true)?;
                BufReader::new(stream)
            }
        };
        let body = if body.is_null() { String::new() } else { body.to_string() };
        let request = format!(
            "{method} {path} HTTP/1.1\r\nHost: shop\r\nAuthorization: Bearer {}\r\nContent-Type: application/json\r\n\
             Content-Length: {}\r\n\r\n{body}",
            self.key,
            body.len()
        );
        stream.get_mut().write_all(request.as_bytes())?;
        let reply = read(&mut stream)?;
        self.open.insert(address.to_owned(), stream);
        Ok(reply)
    }
}

fn read(stream: &mut BufReader<TcpStream>) -> Result<(u16, Value), Error> {
    let broken = || Error::other("the reply broke off");
    let (mut line, mut length) = (String::new(), 0);
    stream.read_line(&mut line)?;
    let status = line.split(' ').nth(1).and_then(|status| status.parse().ok()).ok_or_else(broken)?;
    loop {
        line.clear();
        if stream.read_line(&mut line)? == 0 {
            return Err(broken());
        }
        let Some((name, value)) = line.trim_end().split_once(": ") else { break };
        if name.eq_ignore_ascii_case("content-length") {
            length = value.parse().map_err(|_| broken())?;
        }
    }
    let mut body = vec![0; length];
    stream.read_exact(&mut body)?;
    Ok((status, serde_json::from_slice(&body).unwrap_or_default()))
}
