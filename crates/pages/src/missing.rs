//! The page in place of pages that were not built.

use crate::files;

/// Says so in both languages, and how to build them.
pub(crate) fn page() -> String {
    // The reason is our own text, or the last line of a tool's: it is shown as text, never as markup.
    let why = files::MISSING.replace('&', "&amp;").replace('<', "&lt;");
    format!(
        "<!doctype html>\n<html lang=\"zh-CN\">\n<meta charset=\"utf-8\">\n<meta name=\"viewport\" content=\"width=device-width\">\n\
         <title>Tessera 常客</title>\n<style>\n\
         :root {{ color-scheme: light dark }}\n\
         body {{ font: 16px/1.7 system-ui, sans-serif; max-width: 40rem; margin: 12vh auto; padding: 0 1.5rem }}\n\
         code {{ font-family: ui-monospace, monospace; font-size: .9em }}\n\
         h1 {{ font-size: 1.3rem }}\n</style>\n\
         <h1>页面没有构建</h1>\n\
         <p>这个可执行文件里没有页面，接口和命令行照常工作。装好 Node 20.19 以上，再运行：</p>\n\
         <p><code>cargo build --release</code></p>\n\
         <h1 lang=\"en\">The pages were not built</h1>\n\
         <p lang=\"en\">This executable holds no pages; the API and the command line work as ever. Install Node 20.19 or later and run:</p>\n\
         <p><code>cargo build --release</code></p>\n\
         <p><small>{why}</small></p>\n\
         <p><a href=\"/docs\">接口文档 · API documentation</a></p>\n</html>\n"
    )
}
