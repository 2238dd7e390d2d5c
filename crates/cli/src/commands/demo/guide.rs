//! Where to look and which key to use.

use crate::context::Context;
use crate::labels::Labels;
use crate::text::text;
use std::net::SocketAddr;
use std::path::Path;
use tessera_engine::program::Text;
use tessera_engine::values::Instant;

/// What to do with data that were kept.
pub(super) fn kept(context: &Context, folder: &Path) -> String {
    let folder = folder.display();
    context
        .say(&text!(
            "\n数据在 {folder}。接下来：\n  tessera key create --db {folder} --name till --scopes all\n  tessera serve --db {folder}\n  tessera verify --db {folder}",
            "\nThe data are in {folder}. Next:\n  tessera key create --db {folder} --name till --scopes all\n  tessera serve --db {folder}\n  tessera verify --db {folder}"
        ))
        .to_owned()
}

/// What the requests of the guide need to know.
pub(super) struct Served<'a> {
    /// Where the API is.
    pub(super) address: SocketAddr,
    /// The key's secret.
    pub(super) key: &'a str,
    /// A member to try with.
    pub(super) member: &'a str,
    /// The program.
    pub(super) program: &'a Labels,
    /// Now.
    pub(super) now: Instant,
    /// The data folder, if it stays.
    pub(super) kept: Option<&'a Path>,
}

/// What can be tried while the shop is served.
pub(super) fn serving(context: &Context, served: &Served<'_>) -> String {
    let Served { address, key, .. } = served;
    let fate = match served.kept {
        Some(folder) => {
            let folder = folder.display();
            text!("数据保存在 {folder}。", "The data stay in {folder}.")
        }
        None => text!(
            "数据在退出时删除（--data 目录 可保留）。",
            "The data go when it ends; keep them with --data DIR."
        ),
    };
    let (fate, requests) = (context.say(&fate), requests(context, served));
    context
        .say(&text!(
            "\n服务已启动。请在浏览器打开：http://{address}/demo（可以运营、收银员、会员的身份直接登录）\n文档页：http://{address}/docs\n密钥（全部权限，仅供试用）：{key}\n\n在另一个终端里照抄：\n\nKEY={key}\n{requests}\n{fate} 按 Ctrl-C 结束。",
            "\nServing. Open in a browser: http://{address}/demo (it signs you in as operator, cashier or member)\nDocumentation: http://{address}/docs\nThe key, which may do everything: {key}\n\nCopy into another terminal:\n\nKEY={key}\n{requests}\n{fate} Ctrl-C ends it."
        ))
        .to_owned()
}

/// Requests that work as they stand.
fn requests(context: &Context, served: &Served<'_>) -> String {
    let Served { address, member, program, now, .. } = served;
    let language = context.say(&text!("zh-CN", "en")).to_owned();
    let at = program.rfc3339(*now);
    let currency = program.currency().unwrap_or("CNY");
    let amount = 120 * 10_i64.pow(u32::from(program.exponent())) + i64::from(program.exponent() > 0);
    let order = format!(
        r#""member":"ext:{member}","occurred_at":"{at}","store":"sh-jingan","channel":"pos","total":{{"amount":{amount},"currency":"{currency}"}},"lines":[{{"line_id":"1","sku":"TEA-1003","category":"tea","amount":{amount}}}]"#
    );
    let request = |what: &Text, path: &str, body: Option<&str>| {
        let what = context.say(what);
        let mut text = format!(
            "\n# {what}\ncurl -sS -w '\\n' 'http://{address}{path}' -H \"Authorization: Bearer $KEY\" -H 'Accept-Language: {language}'"
        );
        if let Some(body) = body {
            text.push_str(&format!(" -H 'Content-Type: application/json' \\\n  -d '{body}'"));
        }
        text.push('\n');
        text
    };
    let quote = format!("{{{order}}}");
    let pay = format!(r#"{{"event_id":"try-1",{order}}}"#);
    let back =
        format!(r#"{{"event_id":"try-2","occurred_at":"{at}","lines":[{{"line_id":"1"}}],"reason":"demo"}}"#);
    [
        request(
            &text!("会员的余额与等级", "a member's balances and tier"),
            &format!("/v1/members/ext:{member}"),
            None,
        ),
        request(
            &text!("试算一单，不写入", "what an order would earn; nothing is written"),
            "/v1/quotes",
            Some(&quote),
        ),
        request(
            &text!("付款；重发得到同样的回答", "pay it; sent again it gets the same answer"),
            "/v1/orders",
            Some(&pay),
        ),
        request(
            &text!("为什么得这些积分", "why it earned what it earned"),
            &format!("/v1/members/ext:{member}/events/ext:try-1/explanation"),
            None,
        ),
        request(&text!("退货", "bring it back"), "/v1/orders/ext:try-1/returns", Some(&back)),
        request(&text!("试算平衡", "the trial balance over all members"), "/v1/trial-balance", None),
    ]
    .concat()
}
