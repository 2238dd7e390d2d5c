//! The register of problem codes: each is written once here, and the reply, the page `/problems/{code}` and the tests read it.

pub use super::people_codes::*;
use serde::Serialize;
use utoipa::ToSchema;

/// What a caller should do next, so that a till decides without a person.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum Next {
    /// Send the same body with the same `event_id` again, after `Retry-After` where there is one.
    RetrySameId,
    /// Mend the request and send it with a new `event_id`.
    FixNewId,
    /// Ask the member what to do: less points, another coupon, no redemption.
    AskMember,
    /// Do not send it again; a person must look.
    Stop,
}

impl Next {
    /// The name in replies.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::RetrySameId => "retry_same_id",
            Self::FixNewId => "fix_new_id",
            Self::AskMember => "ask_member",
            Self::Stop => "stop",
        }
    }
}

/// One kind of problem.
#[derive(Debug, PartialEq, Eq)]
pub struct Code {
    /// The stable code.
    pub name: &'static str,
    /// The HTTP status.
    pub status: u16,
    /// What to do next.
    pub next: Next,
    /// A short name in Chinese.
    pub title_zh: &'static str,
    /// A short name in English.
    pub title_en: &'static str,
    /// What it means and the remedy, in Chinese.
    pub remedy_zh: &'static str,
    /// What it means and the remedy, in English.
    pub remedy_en: &'static str,
}

impl Code {
    /// The kind of this code.
    pub fn find(name: &str) -> Option<&'static Self> {
        Self::all().find(|code| code.name == name)
    }

    /// Every kind of problem.
    pub fn all() -> impl Iterator<Item = &'static Self> {
        GENERAL.iter().chain(PEOPLE).copied()
    }
}

macro_rules! codes {
    ($list:ident: $($name:ident $code:literal $status:literal $next:ident
        $title_zh:literal / $title_en:literal
        $remedy_zh:literal / $remedy_en:literal;)*) => {
        $(
            #[doc = $title_en]
            pub const $name: &Code = &Code {
                name: $code, status: $status, next: Next::$next,
                title_zh: $title_zh, title_en: $title_en, remedy_zh: $remedy_zh, remedy_en: $remedy_en,
            };
        )*
        /// These kinds of problem.
        pub const $list: &[&Code] = &[$($name),*];
    };
}

pub(super) use codes;

codes! { GENERAL:
    // The request itself. Nothing was recorded.
    BAD_JSON "bad-json" 400 FixNewId
        "JSON 无法解析" / "Not JSON"
        "请求正文不是有效的 JSON。请按所示位置修正。" / "The body is not valid JSON. Mend it at the place named.";
    UNKNOWN_FIELD "unknown-field" 400 FixNewId
        "未知字段" / "Unknown field"
        "请求含有本接口没有的字段。拼写错误会被当作漏填，因此拒绝。请改用最接近的已知字段名或删除它。"
        / "The request has a field that this endpoint does not know. A misspelt field would count as left out, so it is refused. Use the nearest known name, or drop it.";
    MISSING_FIELD "missing-field" 400 FixNewId
        "缺少字段" / "Missing field"
        "缺少必填字段。" / "A required field is missing.";
    WRONG_TYPE "wrong-type" 400 FixNewId
        "类型不符" / "Wrong type"
        "字段的 JSON 类型不对，例如应为字符串却给了数字。" / "The field has another JSON type than the one asked for.";
    NOT_AN_INTEGER "not-an-integer" 400 FixNewId
        "必须是整数" / "Not an integer"
        "金额以最小货币单位（分）计，积分以整数计；不接受小数和指数写法，例如 12.5 或 1e3。"
        / "Money is in minor units and points are whole: integers, without a fraction or an exponent such as 12.5 or 1e3.";
    OUT_OF_RANGE "out-of-range" 400 FixNewId
        "超出范围" / "Out of range"
        "数值超出允许范围；整数最大为 2^53-1。" / "The number is outside its range; integers go up to 2^53-1.";
    BAD_TEXT "bad-text" 400 FixNewId
        "文本无效" / "Text not accepted"
        "文本为空、过长，或首尾有空格、含控制字符。" / "The text is empty, too long, has a space at an end, or holds control characters.";
    BAD_TIME "bad-time" 400 FixNewId
        "时间无效" / "Not an instant"
        "时间须为带时区偏移的 RFC 3339，例如 2026-11-21T19:06:02+08:00。" / "An instant is RFC 3339 with its offset, such as 2026-11-21T19:06:02+08:00.";
    MISSING_OFFSET "missing-offset" 400 FixNewId
        "时间缺少时区偏移" / "The offset is missing"
        "时间没有时区偏移，无法确定是哪一刻。请补上，例如 +08:00 或 Z。" / "The time has no offset, so it does not say which instant it is. Add one, such as +08:00 or Z.";
    IMPLAUSIBLE_TIME "implausible-time" 400 FixNewId
        "时间不合理" / "An implausible time"
        "时间须在 1900 年至 2200 年之间。请检查终端时钟。" / "A time lies in the years 1900 to 2200. Check the till's clock.";
    BAD_CURRENCY "bad-currency" 400 FixNewId
        "币种无效" / "Not a currency"
        "币种为 ISO 4217 的三个大写字母，例如 CNY。" / "A currency is three capital letters of ISO 4217, such as CNY.";
    BAD_DOCUMENT "bad-document" 400 FixNewId
        "不是会员计划文件" / "Not a program document"
        "会员计划为 TOML 文本，或 JSON 对象。" / "A program document is TOML in a text, or a JSON object.";
    BAD_REFERENCE "bad-reference" 400 FixNewId
        "引用无效" / "Not a reference"
        "应为系统编号（mem_、ord_、evt_）或 ext: 加自有编号。" / "Give our id (mem_, ord_, evt_), or ext: and your own.";
    BAD_QUANTITY "bad-quantity" 400 FixNewId
        "数量无效" / "Not a quantity"
        "数量为整数件数，或最多三位小数的字符串，例如 \"0.454\"。" / "A quantity is a whole number of pieces, or a text with up to three decimals such as \"0.454\".";
    BAD_QUERY "bad-query" 400 FixNewId
        "查询参数无效" / "Bad query"
        "查询参数未知或无法解析。" / "A query parameter is unknown or cannot be read.";
    BAD_CURSOR "bad-cursor" 400 FixNewId
        "游标无效" / "Bad cursor"
        "请原样使用上一页返回的 next_cursor。" / "Use next_cursor of the page before as it is.";
    INVALID_FIELD "invalid-field" 400 FixNewId
        "字段值无效" / "Value not accepted"
        "字段的值不可接受；errors 说明原因与改法。" / "The value of a field is not acceptable; errors says why and what would be.";
    TOTAL_MISMATCH "total-mismatch" 400 FixNewId
        "合计不符" / "The total does not add up"
        "订单金额与各行金额之和不相等。" / "The order's total is not the sum of its lines.";
    DUPLICATE_LINE "duplicate-line" 400 FixNewId
        "行号重复" / "Line twice"
        "同一订单内每行的 line_id 必须不同。" / "Each line of an order has its own line_id.";
    NOTHING_RETURNED "nothing-returned" 400 FixNewId
        "没有退货内容" / "Nothing returned"
        "退货须至少包含一行或一个金额。" / "A return names at least one line or an amount.";
    TOO_MANY "too-many" 400 FixNewId
        "项目过多" / "Too many items"
        "请分成多次发送。" / "Send them in several requests.";
    MISSING_EVENT_ID "missing-event-id" 400 FixNewId
        "缺少 event_id" / "The event_id is missing"
        "每个写操作都要有自己的 event_id（1–64 个可见字符），放在正文中，或放在 Idempotency-Key 头中；重试时保持不变。"
        / "Every write carries its own event_id (1 to 64 printable characters) in the body or in the header Idempotency-Key; a retry keeps it.";
    EVENT_ID_MISMATCH "event-id-mismatch" 400 FixNewId
        "event_id 与请求头不一致" / "Two different event ids"
        "正文中的 event_id 与 Idempotency-Key 头不同。只用其一，或保持一致。" / "The event_id in the body and the header Idempotency-Key differ. Send one of them, or the same in both.";

    // Who is asking.
    UNAUTHENTICATED "unauthenticated" 401 Stop
        "未登录" / "Nobody is signed in"
        "请登录；或以 Authorization: Bearer lk_live_… 提供有效且未吊销的 API 密钥。" / "Sign in, or send a valid API key that is not revoked, as Authorization: Bearer lk_live_…";
    MISSING_SCOPE "missing-scope" 403 Stop
        "权限不足" / "The scope is missing"
        "此密钥或角色没有该操作所需的权限。密钥：用 POST /v1/keys 或 tessera key create 创建含有该权限的；员工：请店主调整角色。" / "The key or the role does not hold the scope that this endpoint needs. Make a key that does by POST /v1/keys or tessera key create; an owner can change a role.";
    WRONG_STORE "wrong-store" 403 Stop
        "不是本门店的业务" / "Another store's business"
        "密钥或登录人只能办理所属门店的业务。" / "A key or a member of staff that belongs to a store acts for that store alone.";


    // What is not there.
    UNKNOWN_THING "unknown-id" 404 Stop
        "编号不存在" / "No such id"
        "没有此编号的记录；请检查地址。" / "There is nothing of this id; check the address.";
    NOT_FOUND "not-found" 404 Stop
        "地址不存在" / "No such address"
        "此地址不存在；全部地址见 /docs。" / "There is nothing at this address; /docs lists all.";
    UNKNOWN_MEMBER "unknown-member" 404 FixNewId
        "会员不存在" / "No such member"
        "没有此编号的会员；尚未登记的会员先用 POST /v1/members 登记。" / "No member has this id; enrol a new one with POST /v1/members first.";
    UNKNOWN_EVENT "unknown-event" 404 Stop
        "事件不存在" / "No such event"
        "没有此编号的事件。" / "There is no event of this id.";
    NO_WALLET "no-such-wallet" 404 Stop
        "账户不存在" / "No such wallet"
        "会员没有此账户；全部账户见 GET /v1/members/{member}/wallets。" / "The member has no such wallet; GET /v1/members/{member}/wallets lists all.";
    UNKNOWN_VERSION "unknown-version" 404 Stop
        "会员计划版本不存在" / "No such program version"
        "已发布的版本见 GET /v1/programs。" / "GET /v1/programs lists the published versions.";
    UNKNOWN_JOB "unknown-job" 404 Stop
        "任务不存在" / "No such job"
        "没有此编号的任务；全部任务见 GET /v1/backtests。" / "There is no job of this id; GET /v1/backtests lists all.";
    UNKNOWN_KEY "unknown-key" 404 Stop
        "密钥不存在" / "No such key"
        "没有此编号的密钥；全部密钥见 GET /v1/keys。" / "No key has this id; GET /v1/keys lists all.";
    METHOD_NOT_ALLOWED "method-not-allowed" 405 Stop
        "不支持该方法" / "Method not allowed"
        "此地址不支持该 HTTP 方法；Allow 头列出可用的方法。" / "This address does not take this method; the header Allow lists those it takes.";
    TOO_LARGE "too-large" 413 FixNewId
        "正文过大" / "Body too large"
        "请求正文超过上限；请分批发送。" / "The body is over the limit; send it in parts.";
    UNSUPPORTED_MEDIA_TYPE "unsupported-media-type" 415 FixNewId
        "正文类型不支持" / "Media type not supported"
        "请设置 Content-Type；单个请求用 application/json，批量用 application/x-ndjson；正文不要压缩。" / "Set Content-Type: application/json for one request, application/x-ndjson for a batch. Send the body unpacked, without Content-Encoding.";
    BROKEN_BODY "broken-body" 400 RetrySameId
        "正文未收全" / "The body broke off"
        "请求正文没有完整到达；请用相同 event_id 重试。" / "The body did not arrive whole; send it again with the same event_id.";


    // Ids.
    EVENT_ID_REUSED "event-id-reused" 422 FixNewId
        "event_id 已用于其他内容" / "The event_id was used for something else"
        "该 event_id 已记录过另一内容的请求。重试须与原请求完全相同；新的请求须用新的 event_id。"
        / "A command with other content was recorded under this event_id. A retry repeats the first body exactly; a new command takes a new event_id.";

    // Programs.
    PROGRAM_REFUSED "program-refused" 422 FixNewId
        "会员计划有错误" / "The program has errors"
        "会员计划文件未通过检查；errors 逐条列出位置、原因与改法。" / "The program document did not pass its check; errors lists each place, reason and remedy.";
    VERSION_CONFLICT "version-conflict" 409 FixNewId
        "已有更晚的版本" / "Another version starts later"
        "已有版本在此时或更晚开始；请查看 GET /v1/programs，并选择更晚的开始时间。" / "Another version starts then or later: look at GET /v1/programs, and choose a later start.";
    STARTS_TOO_EARLY "starts-too-early" 409 FixNewId
        "生效时间过早" / "It would start too early"
        "已记账的时间不能再改规则；请选择以后的生效时间。" / "Rules do not change for a time that is booked; choose a later start.";

    // Refusals of the engine: recorded, final, replayed.
    NO_PROGRAM "no-program" 409 Stop
        "没有生效的会员计划" / "No program in force"
        "该时间没有生效的会员计划版本。" / "No program version is in force at that time.";
    UNKNOWN_WALLET "unknown-wallet" 409 FixNewId
        "账户不存在" / "No such wallet"
        "生效的会员计划没有此账户。" / "The program in force has no such wallet.";
    NOT_REDEEMABLE "not-redeemable" 409 FixNewId
        "该账户不能抵扣" / "The wallet pays no money"
        "此账户不能用于抵扣。" / "Units of this wallet do not pay money.";
    BELOW_MINIMUM "below-minimum" 409 AskMember
        "低于兑换门槛" / "Below the minimum"
        "少于起兑数量。" / "Fewer units than the smallest redemption.";
    NOT_A_MULTIPLE "not-a-multiple" 409 AskMember
        "不是步长的整数倍" / "Not a multiple of the step"
        "兑换数量须为步长的整数倍。" / "Redemptions go in multiples of the step.";
    INSUFFICIENT_POINTS "insufficient-points" 409 AskMember
        "积分不足" / "Not enough points"
        "可用数量不足；available 为当前可用数。" / "More than can be spent; available says how many can.";
    EXCEEDS_ORDER "exceeds-order" 409 AskMember
        "抵扣超过订单可抵金额" / "More than the order takes"
        "抵扣金额超过订单金额或可抵扣的比例。" / "The units would pay more than the order, or than the share that they may pay.";
    WRONG_CURRENCY "wrong-currency" 409 FixNewId
        "币种不符" / "Wrong currency"
        "订单币种与会员计划的币种不同。" / "The order's currency is not the program's.";
    UNKNOWN_ORDER "unknown-order" 404 FixNewId
        "订单不存在" / "No such order"
        "没有此订单；若订单还在途中，请待其上传后再退货。" / "There is no such order; if it is still on its way, send the return after it.";
    UNKNOWN_LINE "unknown-line" 409 FixNewId
        "订单没有该行" / "No such line"
        "订单中没有此 line_id。" / "The order has no line of this id.";
    EXCEEDS_ORDERED "exceeds-ordered" 409 FixNewId
        "退货超过剩余" / "More than is left of it"
        "退货数量或金额超过该行或该订单尚未退回的部分。" / "More comes back than is left of the line or the order.";
    COSTS_MONEY "costs-money" 409 FixNewId
        "退货后应付反而更多" / "What is left would cost more"
        "只退折扣行会使订单金额变高；请与对应的商品一起退。" / "A discount comes back without the goods that it was for, which leaves the order dearer; return both together.";
    BEYOND_LIMIT "beyond-limit" 409 FixNewId
        "超过账目上限" / "Beyond what the books hold"
        "此项会使某个账户的余额或累计，或会员的累计消费，超过 2^53-1。" / "A balance, a sum of a wallet, or what the member spent in all would pass 2^53-1.";
    WOULD_GO_NEGATIVE "would-go-negative" 409 FixNewId
        "余额不足以扣减" / "It would go below zero"
        "调整会使余额为负。" / "The adjustment takes more than there is.";
    IN_THE_FUTURE "in-the-future" 409 FixNewId
        "时间在未来" / "In the future"
        "occurred_at 晚于现在，超出时钟误差。请检查收银机时钟。" / "occurred_at is later than now by more than clocks differ. Check the till's clock.";
    UNKNOWN_ACTIVITY "unknown-activity" 409 FixNewId
        "活动不存在" / "No such activity"
        "生效的会员计划没有规则对应此活动。" / "No rule of the program in force reacts to this activity.";
    ALREADY_JOINED "already-joined" 409 Stop
        "已是会员" / "A member already"
        "此会员已在另一事件中登记。" / "The member joined under another event already.";

    // The server.
    RATE_LIMITED "rate-limited" 429 RetrySameId
        "请求过于频繁" / "Too many requests"
        "此密钥的请求超过上限；请按 Retry-After 等待。" / "The key has sent more than its limit; wait as Retry-After says.";
    BUSY "busy" 429 RetrySameId
        "繁重任务已满" / "Heavy work is full up"
        "回测与计划检查会占用大量计算，同时进行的数量有限；请按 Retry-After 等待后重试。"
        / "Backtests and checks of programs compute for long, and only so many run at once; try again after Retry-After.";
    INTERNAL "internal" 500 RetrySameId
        "内部错误" / "Something broke"
        "服务器内部出错，未必已记录；请用相同 event_id 重试，并把 request_id 告知运维。" / "The server failed; whether it was recorded is not known. Send the same event_id again, and give the operator the request_id.";
    UNAVAILABLE "unavailable" 503 RetrySameId
        "暂时不可用" / "Not available now"
        "服务暂时不可用；请按 Retry-After 用相同 event_id 重试。" / "The service cannot answer now; send the same event_id again after Retry-After.";
    DATABASE_STANDBY "database-standby" 503 RetrySameId
        "数据库只读" / "The database is read-only"
        "数据库目前不接受写入（备库，或被设为只读），没有记录；请按 Retry-After 用相同 event_id 重试。运维：切换进行中则稍候，否则在 --db 地址中写主库（target_session_attrs=read-write 可自动找到），或结束只读模式。"
        / "The database takes no writes now (a standby, or made read-only), and nothing was recorded; send the same event_id again after Retry-After. Operator: wait if a failover is under way; else name the primary in --db (target_session_attrs=read-write finds it), or end the read-only mode.";
    DATABASE_CROWDED "database-crowded" 503 RetrySameId
        "数据库连接已满" / "The database has no connection to spare"
        "数据库没有空余连接，没有记录；请按 Retry-After 用相同 event_id 重试。运维：调高 max_connections，或在 --db 地址中调低 pool。"
        / "The database has no connection left, and nothing was recorded; send the same event_id again after Retry-After. Operator: raise max_connections, or lower pool in --db.";
    DATABASE_LOGIN "database-login" 500 RetrySameId
        "数据库拒绝登录" / "The database does not let us in"
        "数据库拒绝服务登录，没有记录；运维处理后请用相同 event_id 重试。运维：检查 --db 地址中的用户、密码、数据库与 sslmode，以及服务器上的 pg_hba.conf。"
        / "The database refuses the login of the service, and nothing was recorded; send the same event_id again when the operator has mended it. Operator: check user, password, database and sslmode in --db, and pg_hba.conf on the server.";
    DATABASE_RIGHTS "database-rights" 500 RetrySameId
        "数据库权限不足" / "The database role lacks a right"
        "服务所用的数据库角色缺少权限，没有记录；运维处理后请用相同 event_id 重试。运维：让该角色成为 schema 的所有者。"
        / "The role of the service in the database lacks a right, and nothing was recorded; send the same event_id again when the operator has mended it. Operator: make that role the owner of the schema.";
    DATABASE_UNSUITABLE "database-unsuitable" 500 RetrySameId
        "数据库不适用" / "The database is not suitable"
        "数据库版本或编码不符，没有记录；运维处理后请用相同 event_id 重试。运维：使用 PostgreSQL 15 或更新版本，并以 ENCODING 'UTF8' 建库。"
        / "The database has the wrong version or encoding, and nothing was recorded; send the same event_id again when the operator has mended it. Operator: use PostgreSQL 15 or newer and a database WITH ENCODING 'UTF8'.";
    TIMED_OUT "timed-out" 503 RetrySameId
        "处理超时" / "It took too long"
        "处理超过时限，未必已记录；请用相同 event_id 重试。" / "It took longer than the limit; whether it was recorded is not known. Send the same event_id again.";
}

#[cfg(test)]
mod tests {
    use super::*;
    use tessera_engine::decide::RefusalCode;

    #[test]
    fn codes_are_unique_and_every_refusal_has_one() {
        let all: Vec<&Code> = Code::all().collect();
        for (index, code) in all.iter().enumerate() {
            assert!(all[..index].iter().all(|other| other.name != code.name), "{} twice", code.name);
            assert!((400..600).contains(&code.status), "{}", code.name);
            assert!(code.name.bytes().all(|b| b.is_ascii_lowercase() || b == b'-'), "{}", code.name);
        }
        for refusal in RefusalCode::ALL {
            assert!(Code::find(refusal.as_str()).is_some(), "{} has no entry", refusal.as_str());
        }
    }

    #[test]
    fn what_may_pass_by_itself_is_retried_with_the_same_id() {
        for code in Code::all().filter(|code| matches!(code.status, 408 | 429 | 500..)) {
            assert_eq!(code.next, Next::RetrySameId, "{}", code.name);
        }
    }
}
