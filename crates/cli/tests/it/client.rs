//! A client of the API that keeps its connections, as a till does.

use serde_json::Value;
use std::collections::HashMap;
use std::io::{BufRead, BufReader, Error, Read, Write};
use std::net::TcpStream;
use std::time::Duration;

pub(crate) struct Client {
    /// The header by which it says who it is.
    who: String,
    open: HashMap<String, BufReader<TcpStream>>,
}

/// A reply as it came.
pub(crate) struct Reply {
    pub(crate) status: u16,
    /// The status and the headers.
    pub(crate) head: String,
    pub(crate) body: Vec<u8>,
}

impl Client {
    pub(crate) fn new(key: &str) -> Self {
        Self::who(&format!("Authorization: Bearer {key}"))
    }

    /// Who says who it is by this header.
    pub(crate) fn who(header: &str) -> Self {
        Self { who: header.into(), open: HashMap::new() }
    }

    /// Sends a request, and reads the status and the body of the reply. An error: whether it was done is not known.
    pub(crate) fn send(
        &mut self,
        address: &str,
        method: &str,
        path: &str,
        body: &Value,
    ) -> Result<(u16, Value), Error> {
        let body = if body.is_null() { String::new() } else { body.to_string() };
        let reply = self.exchange(address, method, path, "application/json", &body)?;
        Ok((reply.status, serde_json::from_slice(&reply.body).unwrap_or_default()))
    }

    /// The same with a body and a reply of any type.
    pub(crate) fn exchange(
        &mut self,
        address: &str,
        method: &str,
        path: &str,
        media_type: &str,
        body: &str,
    ) -> Result<Reply, Error> {
        let mut stream = match self.open.remove(address) {
            Some(stream) => stream,
            None => {
                let stream = TcpStream::connect(address)?;
                stream.set_read_timeout(Some(Duration::from_secs(40)))?;
                stream.set_nodelay(true)?;
                BufReader::new(stream)
            }
        };
        let request = format!(
            "{method} {path} HTTP/1.1\r\nHost: shop\r\nOrigin: http://shop\r\n{}\r\nContent-Type: {media_type}\r\n\
             Content-Length: {}\r\n\r\n{body}",
            self.who,
            body.len()
        );
        stream.get_mut().write_all(request.as_bytes())?;
        let reply = read(&mut stream)?;
        self.open.insert(address.to_owned(), stream);
        Ok(reply)
    }
}

fn read(stream: &mut BufReader<TcpStream>) -> Result<Reply, Error> {
    let broken = || Error::other("the reply broke off");
    let (mut head, mut line, mut length) = (String::new(), String::new(), 0);
    stream.read_line(&mut head)?;
    let status = head.split(' ').nth(1).and_then(|status| status.parse().ok()).ok_or_else(broken)?;
    loop {
        line.clear();
        if stream.read_line(&mut line)? == 0 {
            return Err(broken());
        }
        head.push_str(&line);
        let Some((name, value)) = line.trim_end().split_once(": ") else { break };
        if name.eq_ignore_ascii_case("content-length") {
            length = value.parse().map_err(|_| broken())?;
        }
    }
    let mut body = vec![0; length];
    stream.read_exact(&mut body)?;
    Ok(Reply { status, head, body })
}
