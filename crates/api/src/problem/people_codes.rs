//! Kinds of problem about people: signing in, persons, proof, approval.

use super::codes::{Code, Next, codes};

codes! { PEOPLE:
    FOREIGN_ORIGIN "foreign-origin" 403 Stop
        "请求来自其他网站" / "The request comes from another site"
        "凭登录状态的写操作只接受本站页面发出的请求（Origin 头须与本站一致）。" / "With a sign-in cookie, writes are taken only from pages of this site: the header Origin names it.";
    ANOTHER_SIGNED_IN "another-signed-in" 409 RetrySameId
        "登录的是另一位" / "Somebody else is signed in"
        "Tessera-Signed-In 头所写的不是当前登录的人；没有记录任何内容。请用 GET /v1/session 查明是谁，再以同一 event_id 重发，或等本人登录。"
        / "The header Tessera-Signed-In names somebody other than who is signed in; nothing was recorded. Ask GET /v1/session who that is, and send it again under the same event_id, or wait until the person meant signs in.";
    WRONG_CREDENTIALS "wrong-credentials" 401 Stop
        "登录名或密码不正确" / "Wrong name or password"
        "请检查登录名与密码；忘记密码请店主发送新的邀请链接。" / "Check the name and the password; an owner can send a new invitation link to who forgot it.";
    TOTP_NEEDED "totp-needed" 401 Stop
        "需要动态验证码" / "A code of the authenticator app is needed"
        "请输入身份验证器应用当前显示的 6 位数字；每个数字只能用一次。" / "Type the six digits that the authenticator app shows now; each counts once.";
    WRONG_CODE "wrong-code" 401 AskMember
        "验证码不正确" / "Wrong code"
        "验证码不正确、已过期，或错误次数过多；请重新获取。" / "The code is wrong, too old, or was tried too often; ask for a new one.";
    PROOF_NEEDED "proof-needed" 403 AskMember
        "使用积分须会员本人在场" / "To spend, the member must show to be there"
        "请扫描会员手机上的会员码，或向会员手机发送验证码；仅凭手机号或卡号只能积分，不能使用积分。" / "Scan the member code on the member's phone, or send a code to it. A phone or card number earns, but does not spend.";
    MEMBER_BLOCKED "member-blocked" 403 AskMember
        "会员已被限制" / "The member is blocked"
        "该会员可继续积分，但不能使用积分；请联系客服。" / "The member goes on earning but spends nothing; service knows more.";
    NEEDS_APPROVAL "needs-approval" 403 Stop
        "需要另一人审批" / "A second person has to approve it"
        "超过限额的调整与退货请逐笔提交（POST /v1/adjustments、POST /v1/orders/{order}/returns），由另一位同事审批。" / "Send corrections and returns above the limit one by one, to POST /v1/adjustments or POST /v1/orders/{order}/returns, where somebody else approves them.";
    NOT_APPROVED "not-approved" 409 FixNewId
        "没有获批" / "Not approved"
        "另一位同事没有批准，或申请人已撤回，什么也没有发生；仍要办理请用新的 event_id 重新提交。" / "The second person did not approve it, or who asked withdrew it, and nothing has happened. To ask once more, send it under a new event_id.";
    OWN_REQUEST "own-request" 403 Stop
        "不能审批自己的申请" / "Nobody decides an own request"
        "请由另一位有审批权限的同事处理。" / "Somebody else who may approve has to decide it.";
    NOT_OWN_REQUEST "not-own-request" 403 Stop
        "不是本人的申请" / "Somebody else asked for it"
        "只有申请人可以撤回；有审批权限的同事可以拒绝。" / "Who asked for it withdraws it; who may approve it can reject it.";
    UNKNOWN_INVITATION "unknown-invitation" 404 Stop
        "邀请链接无效" / "The invitation does not hold"
        "链接已使用、已过期或已被新的链接取代；请店主重新发送。" / "The link was used, is too old, or was replaced; ask an owner for a new one.";
    NOT_A_MEMBER "not-a-member" 404 AskMember
        "尚未入会" / "Not a member yet"
        "此手机号尚未入会；带上 join 再次提交同一验证码即可入会。" / "Nobody joined with this phone; send the same code again with `join` to join.";
    BAD_PHONE "bad-phone" 400 FixNewId
        "手机号无效" / "Not a telephone number"
        "请输入能拨通的号码：中国大陆号码直接输入，其他国家或地区带国家代码，例如 +852 9123 4567。" / "Give a number that can be called: Chinese ones as they are, others with their country code, such as +852 9123 4567.";
    BAD_EMAIL "bad-email" 400 FixNewId
        "电子邮箱无效" / "Not an e-mail address"
        "请检查邮箱地址，例如 name@example.com。" / "Check the address, such as name@example.com.";
    BAD_DATE "bad-date" 400 FixNewId
        "日期无效" / "Not a date"
        "生日写作 1991-08-15；不知道年份写作 --08-15。" / "A birthday is written 1991-08-15, or --08-15 where the year is not known.";
    BAD_NAME "bad-name" 400 FixNewId
        "姓名无效" / "Not a name"
        "姓名为 1 至 120 字节的文字。" / "A name is 1 to 120 bytes of text.";
    PHONE_TAKEN "phone-taken" 409 AskMember
        "手机号已被其他会员使用" / "Another member has this phone"
        "同一手机号只能属于一位会员；请查找该会员。" / "A phone belongs to one member; look that member up.";
    EMAIL_TAKEN "email-taken" 409 AskMember
        "邮箱已被其他会员使用" / "Another member has this e-mail address"
        "同一邮箱只能属于一位会员；请查找该会员。" / "An address belongs to one member; look that member up.";
    MEMBER_ERASED "member-erased" 409 Stop
        "个人信息已删除" / "The personal data were erased"
        "该会员的个人信息已永久删除，无法恢复或修改。" / "The member's personal data are gone for good; they can be neither shown nor changed.";
    CODE_USED "code-used" 409 AskMember
        "会员码已使用" / "The member code was used"
        "每个会员码只能使用一次；请会员刷新后再扫。" / "A member code counts once; ask the member for the next one.";
    CODE_EXPIRED "code-expired" 409 AskMember
        "会员码已过期" / "The member code is too old"
        "会员码每 30 秒更新；请会员打开会员码页面后再扫。" / "Member codes renew every 30 seconds; ask the member to open the page again.";
    DECIDED "decided" 409 Stop
        "已有人处理" / "Somebody has decided it"
        "该申请已被批准或拒绝；请刷新。" / "It was approved or rejected already; look again.";
    RECORDED_MEANWHILE "recorded-meanwhile" 409 Stop
        "已另行记账，无须再审批" / "It was recorded meanwhile: there is nothing left to decide"
        "同一笔已用同一个 event_id 记账（由接口密钥发来，或当时未超限额），不能再批准、拒绝或撤回；需要更正请另行冲正。" / "The same was recorded under the same event_id, by an API key or while it was below the limit: it can be neither approved nor rejected nor withdrawn. To undo it, record a correction.";
    LOCKED_OUT "locked-out" 429 RetrySameId
        "尝试次数过多" / "Too many tries"
        "错误次数过多，请按 Retry-After 等待后再试。" / "There were too many wrong tries; wait as Retry-After says.";
    TOO_MANY_CODES "too-many-codes" 429 RetrySameId
        "验证码发送过于频繁" / "Too many codes"
        "同一手机号每分钟一条、每小时五条，同一网络和全店每小时的条数也有上限；请按 Retry-After 等待。" / "A phone gets one code a minute and five an hour, an address and the whole shop so many an hour; wait as Retry-After says.";
    NO_MESSAGE_CHANNEL "no-message-channel" 503 RetrySameId
        "未连接短信渠道" / "No message channel"
        "尚未连接可发送验证码的渠道，会员暂时无法用手机登录；请联系管理员。" / "Nothing is connected that could carry the code, so that members cannot sign in by phone yet; tell the administrator.";
    AUDIT_UNAVAILABLE "audit-unavailable" 503 RetrySameId
        "操作日志暂时写不进去" / "The audit log cannot be written now"
        "须记入操作日志的操作，记不下来就不执行，也不显示个人信息；请稍后用相同 event_id 重试。" / "What has to be in the audit log is neither done nor shown where it cannot be written there; send the same event_id again a little later.";
    VAULT_CLOSED "vault-closed" 503 RetrySameId
        "个人信息保险库未开启" / "The vault is closed"
        "服务启动时没有得到保险库密钥，无法登记或显示个人信息；请管理员设置 TESSERA_VAULT_KEY 后重启。" / "The service was started without the key of the vault, so that personal data can be neither taken nor shown; set TESSERA_VAULT_KEY and start it again.";
}
