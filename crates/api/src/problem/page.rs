//! The pages that the `type` of a problem points at: what it means and what to do, in both languages.

use super::codes::Code;

/// The page of one kind of problem.
pub(crate) fn page(code: &Code) -> String {
    let Code { name, status, next, title_zh, title_en, remedy_zh, remedy_en } = code;
    frame(
        name,
        &format!(
            "<h1>{title_zh}<br><span lang=en>{title_en}</span></h1>\
             <p><code>{name}</code> · HTTP {status} · next: <code>{next}</code></p>\
             <p>{remedy_zh}</p><p lang=en>{remedy_en}</p>\
             <p><a href=\"/problems\">全部 · <span lang=en>all</span></a></p>",
            next = next.as_str(),
        ),
    )
}

/// The list of all kinds.
pub(crate) fn index() -> String {
    let rows: String = Code::all()
        .map(|code| {
            format!(
                "<tr><td><a href=\"/problems/{name}\"><code>{name}</code></a><td>{status}<td><code>{next}</code>\
                 <td>{zh}<td lang=en>{en}",
                name = code.name,
                status = code.status,
                next = code.next.as_str(),
                zh = code.title_zh,
                en = code.title_en,
            )
        })
        .collect();
    frame(
        "problems",
        &format!(
            "<h1>错误代码<br><span lang=en>Problem codes</span></h1><table><tr><th>code<th>HTTP<th>next<th>中文<th lang=en>English{rows}</table>"
        ),
    )
}

fn frame(title: &str, body: &str) -> String {
    format!(
        "<!doctype html><html lang=zh-CN><meta charset=utf-8><meta name=viewport content=\"width=device-width\">\
         <title>{title} · Tessera</title><style>body{{font:16px/1.6 system-ui,sans-serif;max-width:60rem;margin:3rem auto;\
         padding:0 1rem;color:#222}}td,th{{text-align:left;padding:.3rem .8rem .3rem 0;border-bottom:1px solid #ddd}}\
         h1 span{{font-weight:400;color:#666}}</style>{body}</html>"
    )
}
