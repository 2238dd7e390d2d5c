//! Where to look and which key to use.

use super::figures::Figures;
use crate::context::Context;
use crate::text::text;
use std::net::SocketAddr;
use std::path::Path;

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

/// What can be tried while the shop is served.
pub(super) fn serving(
    context: &Context,
    address: SocketAddr,
    key: &str,
    figures: &Figures,
    kept: Option<&Path>,
) -> String {
    let hero = figures.hero.as_deref().unwrap_or("M000001");
    let fate = match kept {
        Some(folder) => {
            let folder = folder.display();
            text!("数据保存在 {folder}。", "The data stay in {folder}.")
        }
        None => text!(
            "数据在退出时删除（--data 目录 可保留）。",
            "The data go when it ends (keep them with --data DIR)."
        ),
    };
    let fate = context.say(&fate);
    let curl = curl(address, hero);
    context
        .say(&text!(
            "\n服务已启动。文档：http://{address}/docs\n密钥（全部权限，仅供试用）：{key}\n\n在另一个终端里试试：\n\n  export KEY={key}\n{curl}\n{fate} 按 Ctrl-C 结束。",
            "\nServing. Documentation: http://{address}/docs\nThe key, which may do everything: {key}\n\nTry in another terminal:\n\n  export KEY={key}\n{curl}\n{fate} Ctrl-C ends it."
        ))
        .to_owned()
}

/// Requests that work as they stand.
fn curl(address: SocketAddr, hero: &str) -> String {
    format!("  curl -s http://{address}/v1/members/ext:{hero} -H \"Authorization: Bearer $KEY\"\n")
}
