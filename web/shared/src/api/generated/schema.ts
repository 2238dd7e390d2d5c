// Made from docs/openapi.json by `npm run generate`. Do not change by hand.

export interface paths {
    "/docs": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** 接口文档页 · The browsable page of it */
        get: operations["docs"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/docs/licence.txt": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The licence of the script */
        get: operations["docs_script_licence"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/docs/rapidoc-9.3.8.js": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The script of the page */
        get: operations["docs_script"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/health/live": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * 存活 · Whether the process runs
         * @description Asks nothing of the store: restart the process only if this fails.
         */
        get: operations["live"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/health/ready": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * 就绪 · Whether requests should be sent here
         * @description Not while the server is about to stop, and not while the store does not answer.
         */
        get: operations["ready"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/metrics": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** 指标 · Figures for Prometheus */
        get: operations["metrics"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/problems": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** 错误代码 · All kinds of problems */
        get: operations["problems"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/problems/{code}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** 错误说明 · One kind of problem */
        get: operations["problem"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/activities": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** 活动、签到 · Record an activity */
        post: operations["record_activity"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/adjustments": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * 人工调整 · Adjust a wallet by hand
         * @description Who sent it is recorded with it. What staff ask for above the limit of the settings waits for a second person: then the reply is 202 and names the approval.
         */
        post: operations["adjust"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/approvals": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * 审批列表 · List approvals, newest first
         * @description Who may decide sees all (of the own store, if bound to one); others what they asked for.
         */
        get: operations["list_approvals"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/approvals/{approval}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * 查询审批 · Get an approval
         * @description Who belongs to a store sees those of the store; who belongs to none those that belong to none, but for publications.
         */
        get: operations["get_approval"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/approvals/{approval}/approve": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * 批准 · Approve
         * @description Does what was asked for. Nobody approves what he asked for himself. What was recorded under its `event_id` before anybody decided is refused as `recorded-meanwhile`.
         */
        post: operations["approve"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/approvals/{approval}/reject": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * 拒绝 · Reject
         * @description What was recorded under its `event_id` before anybody decided, as an API key sent it too, is refused as `recorded-meanwhile`, and waits no longer.
         */
        post: operations["reject"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/approvals/{approval}/withdraw": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * 撤回申请 · Withdraw what waits
         * @description Who asked for it withdraws it, as long as nobody has decided: what was settled otherwise does not go on waiting. Sent again under its `event_id` it is refused as
         *     `not-approved`. Withdrawn once more it stays as it is. What was recorded meanwhile under its `event_id` is refused as `recorded-meanwhile`.
         */
        post: operations["withdraw_approval"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/audit": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * 操作日志 · The audit log, newest first
         * @description What staff did, and what anybody did that shows or erases personal data. Nothing is ever changed in it. A store manager sees the own store's.
         */
        get: operations["list_audit"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/backtests": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** 回测列表 · List backtests, newest first */
        get: operations["list_backtests"];
        put?: never;
        /**
         * 回测 · Fold a program draft over real orders
         * @description Starts a job and answers at once; ask for it until it is done. Nothing is recorded. Jobs run one at a time: while one runs, others are
         *     refused with `busy`.
         */
        post: operations["start_backtest"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/backtests/{job}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** 查询回测 · Get a backtest, with its report when it is done */
        get: operations["get_backtest"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/batches": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * 批量上传 · Send many rows at once
         * @description Newline-delimited JSON, at most 10,000 rows or 10 MiB. Each row is the body of a request of its own with `type`: `member`, `order`, `return` (with `order`: `ord_…` or `ext:…`), `activity`, `redemption` or `adjustment`, and its own `event_id`.
         *     A row of type `member` sets no tags; otherwise a row gets what its request would have got alone. Rows are independent; the reply has one line for each, in their order, and a last line with a `summary`. Sending the file again is safe.
         *     A row needs the scope of its own request too.
         */
        post: operations["send_batch"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/events": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * 事件流 · The feed of events
         * @description Every event of every member in the order of recording, without gaps. Keep `next_after_seq` and ask again.
         */
        get: operations["list_events"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/figures": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * 经营数据 · The figures of the shop
         * @description Answers at once, from the last survey of all members (`fresh_as_of`) and counters that are always up to date. A survey is taken anew in the background when
         *     somebody asks, something has changed, and the last one is older than five minutes and than five times what it took (`renewed_after_minutes`); when somebody wants it
         *     (`POST /v1/figures/renew`); once a day at least; and by every audit.
         */
        get: operations["get_figures"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/figures/renew": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * 重新统计 · Count the figures anew now
         * @description Begins a survey in the background, and answers as `GET /v1/figures` does; ask that until it is no longer `renewing`. Begins none while one is being taken, where nothing has
         *     changed since the last one, or where that has not rested for as long as it took.
         */
        post: operations["renew_figures"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/imports": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** 导入列表 · List imports, newest first */
        get: operations["list_imports"];
        put?: never;
        /**
         * 导入订单文件 · Import a file of orders
         * @description CSV or NDJSON, plain or compressed by gzip or zstd, as `tessera import orders` takes it and with the same outcome: members whom nobody knows join at their first
         *     order, and an order that is there already counts once. Starts a job and answers at once. Jobs run one at a time: while one runs, others are refused with `busy`. A key
         *     that is bound to a store cannot import: a file names stores of its own.
         */
        post: operations["start_import"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/imports/{import}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** 查询导入 · Get an import, with what became of the file when it is done */
        get: operations["get_import"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/imports/{import}/cancel": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * 取消导入 · Cancel an import
         * @description It ends within moments. What is recorded by then is whole and stays; send the file again to go on. Nothing happens to one that has ended. Where several servers share
         *     a database, ask the one that runs it.
         */
        post: operations["cancel_import"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/imports/{import}/rejected.csv": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * 未导入的行 · What an import left out, and why
         * @description One row or order a line, with its place in the file, the reason and the remedy in the language of who asked for the import. A list of more than 2 MiB is cut.
         */
        get: operations["get_rejected_rows"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/imports/preview": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * 预览文件 · Look at the beginning of a file of orders
         * @description CSV or NDJSON, plain or compressed by gzip or zstd; the first 1 MiB is enough, wherever it is cut off. Writes nothing.
         */
        post: operations["preview_import"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/invitations/accept": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * 接受邀请 · Accept an invitation
         * @description Sets the password, and signs in.
         */
        post: operations["accept_invitation"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/invitations/look": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** 查看邀请 · Whom an invitation is for */
        post: operations["look_at_invitation"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/keys": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * 密钥列表 · List the keys, newest first
         * @description Revoked ones too. Secrets are never shown.
         */
        get: operations["list_keys"];
        put?: never;
        /**
         * 创建密钥 · Make a key
         * @description The reply shows the secret, this once and never again. It is no event: the same request again makes another key. A key bound to a store
         *     never holds `members:read_pii`, `ledger:adjust` or `keys:admin`, and makes only keys of that store.
         */
        post: operations["create_key"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/keys/{key}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /**
         * 吊销密钥 · Revoke a key
         * @description At once on this server, within five seconds on others over the same data. Revoking it again changes nothing. A key may revoke itself.
         */
        delete: operations["revoke_key"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/member-session": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * 会员登录或入会 · Sign in as a member, or join
         * @description Who has not joined is told so only with the right code, which goes on holding: send it again with `join`.
         */
        post: operations["sign_in_member"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/member-session/codes": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * 发送登录验证码 · Send a code to sign in with
         * @description The reply is the same for members and for who is none. One a minute and five an hour for a phone; so many an hour for an address, and for all.
         */
        post: operations["send_sign_in_code"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/members": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * 会员列表 · List members
         * @description In the order of their making, or the newest first. With a filter, a page looks at a million members at most: where few pass it, a page may have fewer
         *     members than asked for, or none, and yet a next page. By tier and by tag it looks at 20,000 of those whom the other filters let through: ask for the next page
         *     to go on.
         */
        get: operations["list_members"];
        put?: never;
        /**
         * 登记会员 · Enrol a member
         * @description The same phone or external id again, under another event id, is no second member: the reply is 200 with `existing`, and the member stays as is.
         */
        post: operations["enrol_member"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/members/{member}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * 查询会员 · Get a member
         * @description With tier, what is missing to the next one, and wallets; what fell due until now is counted.
         */
        get: operations["get_member"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/members/{member}/block": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * 限制会员 · Block a member
         * @description The member goes on earning, and spends nothing.
         */
        post: operations["block_member"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/members/{member}/code": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * 会员码 · The member's own code of now
         * @description For members alone: whoever shows it is there.
         */
        get: operations["get_member_code"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/members/{member}/entries": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * 流水 · A member's events with their entries
         * @description In the order of recording, or the latest first. Each event stands with the entries it posted, what fell due before it included.
         */
        get: operations["list_entries"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/members/{member}/erase": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * 永久删除个人信息 · Erase a person
         * @description Destroys the key of the personal data: nobody can read them again, in backups neither, once the vault's backup is gone. The history and the wallets stay, of nobody, so
         *     that the books remain right; the phone is free for joining anew.
         */
        post: operations["erase_member"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/members/{member}/events/{event}/explanation": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * 为什么 · Why an event gave what it gave
         * @description Every rule that reacts to such events, with its reckoning, or why it did not apply.
         */
        get: operations["explain_event"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/members/{member}/personal-data": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * 导出个人信息 · Everything that is kept about a person
         * @description For who asks what is kept: staff give a reason, members ask about themselves. The history of the wallets is at `/entries`.
         */
        post: operations["export_personal_data"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/members/{member}/phone": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * 更换手机号 · Give a member another phone
         * @description A member shows by a code that the new phone is there; staff and keys say why, and who belongs to a store has the member show to be there (`proof`) where there is a phone
         *     already. The old phone is free from then on and is told; whoever is signed in with it is no more. A phone that is another member's is refused.
         */
        post: operations["change_phone"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/members/{member}/phone-codes": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * 向新手机号发送验证码 · Send a code to a phone that a member wants to have
         * @description The reply does not tell whether the phone is anybody's. Rationed as the codes for signing in are.
         */
        post: operations["send_phone_code"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/members/{member}/profile": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        /**
         * 修改会员资料 · Change what is known of a person
         * @description The reply is masked. The phone, by which a member signs in, is changed at `…/phone`.
         */
        patch: operations["change_profile"];
        trace?: never;
    };
    "/v1/members/{member}/proof": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** 核对验证码 · Show that the member is there, by the code */
        post: operations["prove_member"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/members/{member}/proof-codes": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** 向会员手机发送验证码 · Send the member a code for spending points */
        post: operations["send_proof_code"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/members/{member}/statement": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * 对账单 · A member's statement
         * @description For each wallet the balance before, every entry of the span by business time with the balance after it, and the balance at its end.
         */
        get: operations["get_statement"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/members/{member}/tags": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /** 设置会员标签 · Set a member's tags */
        put: operations["set_member_tags"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/members/{member}/unblock": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** 解除限制 · Let a member spend again */
        post: operations["unblock_member"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/members/{member}/unmask": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * 查看完整个人信息 · Show a person in clear
         * @description Needs a reason, which goes into the audit log with who asked.
         */
        post: operations["unmask_member"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/members/{member}/wallets": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** 会员账户 · A member's wallets */
        get: operations["list_wallets"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/members/{member}/wallets/{wallet}/lots": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * 批次 · The open lots of a wallet
         * @description First to expire first, which is the order in which they are spent.
         */
        get: operations["list_lots"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/members/find": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * 查找会员 · Find a member by whatever was given
         * @description Personal data stand in the body, never in an address. A member code is used up by it, and proves that the member is there.
         */
        post: operations["find_member"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/messages": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * 演示短信 · Messages of a demonstration, newest first
         * @description Where no phone rings, the last messages are shown here, to anybody. Other servers answer 404.
         */
        get: operations["list_messages"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/openapi.json": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** 接口文档 · The OpenAPI 3.1 document */
        get: operations["openapi"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/orders": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * 支付订单 · Pay an order
         * @description Records the order, spends the units that pay a part of it, and earns, in one step. The same body again is a replay; the same `event_id` with another body is refused.
         */
        post: operations["pay_order"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/orders/{order}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * 查询订单 · Get an order
         * @description As it stands now: what was bought, what came back, and every entry it caused.
         */
        get: operations["get_order"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/orders/{order}/returns": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * 退货 · Return lines or an amount of an order
         * @description Afterwards the member has what buying only the kept lines would have given. A return that comes before its order is parked, and applied when the order comes.
         *     What staff take back waits for a second person where more money than the limit of the settings is handed back on the order, earlier returns of it included: then the reply is 202 and names the approval.
         *     Sent again under its id it goes on waiting, gets its first answer once it was approved, and is refused as `not-approved` once it was rejected.
         */
        post: operations["return_order"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/orders/{order}/returns/quote": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * 试算退货 · Quote a return
         * @description Takes the body of a return, with or without `event_id`, and says what returning would do. Has no effect and asks nobody.
         */
        post: operations["quote_return"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/programs": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** 会员计划版本 · List the program versions */
        get: operations["list_programs"];
        put?: never;
        /**
         * 发布会员计划 · Publish a program version
         * @description Every change of the program is a new version with its start. What happened before the start keeps its version. The newest version again,
         *     with the same document and start, is a replay: no version is published twice because a reply was lost.
         */
        post: operations["publish_program"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/programs/{version}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** 查看会员计划 · Get a program version with its document */
        get: operations["get_program"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/programs/{version}/diff": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** 比较会员计划 · What a program version changes */
        get: operations["diff_programs"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/programs/check": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * 检查会员计划 · Check a program document
         * @description Writes nothing. Errors and warnings each name the line, the reason and the remedy.
         */
        post: operations["check_program"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/programs/conditions": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * 条件中可用的名称 · List the names that conditions may use
         * @description What each holds, where it is there, how it is compared, and an example of each comparison in words, the most used first. Money and tiers in the examples are those of the program in force.
         */
        get: operations["list_condition_names"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/programs/current/rules": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * 会员规则 · The program in force, as members read it
         * @description What members get and how they lose it, in plain words, in the asked language. Anybody may ask: it is what the shop tells its customers.
         */
        get: operations["get_rules"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/programs/presets": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * 预设计划 · List the programs to start from
         * @description Whole documents that pass the check as they are, the simplest first.
         */
        get: operations["list_presets"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/programs/try": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * 试用草案 · Quote an order under a draft and under what is in force
         * @description Says what paying the order would do under both, step by step. The member stands as under the versions in force. Has no effect and holds nothing.
         */
        post: operations["try_program"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/quotes": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * 试算 · Quote an order
         * @description Takes the body of an order, with or without `event_id`, and says what paying it would do. Has no effect and holds nothing.
         */
        post: operations["quote_order"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/redemptions": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * 兑换 · Redeem units
         * @description Refused with `insufficient-points` and what is available if there are fewer. Of many at once never more succeed than the balance covers.
         */
        post: operations["redeem"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/returns/parked": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * 待匹配的退货 · List the returns that wait for their orders
         * @description The oldest first. One that waits for days waits for an order that is lost, or that was sent under another `event_id`.
         */
        get: operations["list_parked_returns"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/roles": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** 角色 · The roles, and what each may do */
        get: operations["list_roles"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/scopes": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** 权限 · The scopes */
        get: operations["list_scopes"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/session": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * 我是谁 · Who am I
         * @description The key, the member of staff or the member who asks, and what they may do.
         */
        get: operations["get_session"];
        put?: never;
        /**
         * 员工登录 · Sign in as staff
         * @description The browser gets a cookie that scripts cannot read. After five wrong tries in a row from one address none is looked at for 30 seconds, then for twice as long, up to a quarter of an hour; tries from elsewhere lock nobody out until there are a hundred in an hour.
         */
        post: operations["sign_in"];
        /** 退出登录 · Sign out */
        delete: operations["sign_out"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/session/password": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * 修改密码 · Change one's own password
         * @description One's other sessions end.
         */
        post: operations["change_password"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/session/totp": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * 启用动态验证码 · Begin with an authenticator app
         * @description It takes the password again. The secret counts once its first code is confirmed.
         */
        post: operations["begin_totp"];
        /** 停用动态验证码 · Do without the authenticator app */
        delete: operations["drop_totp"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/session/totp/confirm": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** 确认动态验证码 · Confirm the authenticator app */
        post: operations["confirm_totp"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/sessions": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * 会话列表 · List sessions of staff
         * @description One's own; with `staff:admin` everybody's. Newest first.
         */
        get: operations["list_sessions"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/sessions/{session}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /**
         * 结束会话 · End a session of staff
         * @description An own one; with `staff:admin` anybody's.
         */
        delete: operations["end_session"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/settings/approval": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** 审批设置 · What asks for a second person */
        get: operations["get_approval_settings"];
        /** 修改审批设置 · Set what asks for a second person */
        put: operations["put_approval_settings"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/staff": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** 员工列表 · List staff */
        get: operations["list_staff"];
        put?: never;
        /**
         * 邀请员工 · Invite somebody
         * @description The link's token is shown this once; it holds for three days.
         */
        post: operations["invite_staff"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/staff/{staff}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        /**
         * 修改员工 · Change somebody's role, store or status
         * @description It holds for their open sessions too. There is always an owner left.
         */
        patch: operations["change_staff"];
        trace?: never;
    };
    "/v1/staff/{staff}/invitation": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * 重新邀请 · A new link for somebody
         * @description For who lost the link or the password. The links before do not hold any more.
         */
        post: operations["invite_again"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/stores": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** 门店列表 · List the stores */
        get: operations["list_stores"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/stores/{store}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /** 添加或修改门店 · Add or change a store */
        put: operations["put_store"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/trial-balance": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * 试算平衡 · The trial balance
         * @description Every unit has a source and a sink: over members and program accounts the units of each wallet sum to zero.
         */
        get: operations["get_trial_balance"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/verifications": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** 核账列表 · List audits, newest first */
        get: operations["list_verifications"];
        put?: never;
        /**
         * 核账 · Audit everything that is stored
         * @description Folds every member afresh from the events and compares states, entries, open lots and the trial balance with what is stored, and that with the journal.
         *     Starts a job and answers at once; ask for it until it is done. The figures of the shop are renewed on the way. Jobs run one at a time: while one runs, others are
         *     refused with `busy`.
         */
        post: operations["start_verification"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/verifications/{verification}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** 查询核账 · Get an audit, with what it found when it is done */
        get: operations["get_verification"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/verifications/{verification}/cancel": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * 取消核账 · Cancel an audit
         * @description It ends within moments; nothing is kept of it. Nothing happens to one that has ended. Where several servers share a database, ask the one that runs it.
         */
        post: operations["cancel_verification"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
}
export type webhooks = Record<string, never>;
export interface components {
    schemas: {
        /** @description A link's token, and the password that its owner chose. */
        AcceptRequest: {
            /** @description 10 characters at least, four of them different. */
            password: string;
            /** @example inv_… */
            token: string;
        };
        /** @description One account. */
        Account: {
            /**
             * @description `members:points`, `program:points:earn`, ...
             * @example program:points:earn
             */
            account: string;
            /**
             * Format: int64
             * @description How many entries it sums; 0 for the members' account, which is summed from the wallets.
             */
            entries: number;
            /**
             * Format: int64
             * @description Its balance in units; what members hold is positive.
             */
            units: number;
        };
        /** @description An activity. */
        ActivityData: {
            /**
             * @description Its name in the program's rules.
             * @example check_in
             */
            activity: string;
            /**
             * @description What people call it, in the words of the version in force when it happened; the label of its rule, or `活动`, where that says nothing.
             * @example 签到
             */
            activity_label: string;
            channel?: string | null;
            store?: string | null;
            /** @description What people call the store, where that is known. */
            store_name?: string | null;
        };
        /** @description The member did something that the program rewards: a check-in, a review, a share. */
        ActivityRequest: {
            /**
             * @description Which activity: what the program's rules name.
             * @example check_in
             */
            activity: string;
            /**
             * @description `pos`, `web`, `app`, ...
             * @example app
             */
            channel?: string | null;
            /**
             * @description Your id of this request, or the header `Idempotency-Key`.
             * @example checkin-99812-20261121
             */
            event_id?: string | null;
            /**
             * @description The member: `mem_…`, or `ext:` and your own number.
             * @example ext:crm-99812
             */
            member: string;
            /**
             * Format: date-time
             * @description When it happened.
             * @example 2026-11-21T08:00:00+08:00
             */
            occurred_at: string;
            /** @description The store's code. */
            store?: string | null;
        };
        /** @description An adjustment. */
        AdjustmentData: {
            by?: string | null;
            reason: string;
            /** Format: int64 */
            units: number;
            wallet: string;
        };
        /** @description A person corrects a wallet by hand. */
        AdjustmentRequest: {
            /**
             * @description Your id of this request, or the header `Idempotency-Key`.
             * @example adj-2026-0031
             */
            event_id?: string | null;
            /**
             * @description The member: `mem_…`, or `ext:` and your own number.
             * @example ext:crm-99812
             */
            member: string;
            /**
             * Format: date-time
             * @description When it happened.
             * @example 2026-11-21T19:06:02+08:00
             */
            occurred_at: string;
            /**
             * @description Why. No personal data.
             * @example 补偿：9 月活动积分未到账
             */
            reason: string;
            /**
             * Format: int64
             * @description Units to give, or below zero to take; not zero.
             * @example 200
             */
            units: number;
            /**
             * @description The wallet.
             * @example points
             */
            wallet: string;
        };
        /** @description The next tier above a member's. */
        Ahead: {
            /**
             * Format: int64
             * @description From what measure on the tier is reached.
             */
            from: number;
            /** @description What people call it, in the asked language. */
            label: string;
            /**
             * Format: int64
             * @description What the member has of the measure.
             */
            measured: number;
            /**
             * Format: int64
             * @description What is missing.
             */
            missing: number;
            /** @description Its name in the program. */
            name: string;
            /** @description The wallet that is measured, in its units; `null`: spend, in minor units of money. */
            wallet?: string | null;
        };
        /** @description Something that waits for a second person, or did 审批. */
        Approval: {
            /** Format: date-time */
            asked_at: string;
            asked_by: components["schemas"]["By"];
            /** @description What was said about the decision, or why it could not be done. */
            comment?: string | null;
            /** Format: date-time */
            decided_at?: string | null;
            decided_by?: components["schemas"]["By"] | null;
            /** @description Whether what was approved has been done: it follows the decision by a moment. If it does not, approving once more does it. */
            done: boolean;
            /** @example apr_0193f000000070008000000000000001 */
            id: string;
            /** @description `adjustment`, `return` or `publication`. */
            kind: string;
            /** @description Whether the one who asks may decide it. */
            may_decide: boolean;
            /**
             * @description Whose wallets it is about; left out of a publication, and of a return whose order is not here yet.
             * @example mem_0193f000000070008000000000000001
             */
            member?: string | null;
            outlook?: components["schemas"]["Outlook"] | null;
            refund?: components["schemas"]["Refund"] | null;
            /** @description The request as it came. */
            request: Record<string, never>;
            /**
             * @description `waiting`, `approved`, `rejected`; `failed`: approved, and could not be done; `withdrawn` by who asked; `recorded`
             *     under its event id before anybody had decided, by who needs nobody's approval.
             */
            status: string;
            /** @description The asker's store. */
            store?: string | null;
            /**
             * @description What is asked for, in a sentence.
             * @example 给 mem_… 的积分调整 +5,000：补偿
             */
            summary: string;
            who?: components["schemas"]["ApprovalMember"] | null;
        };
        /** @description Whose wallets an approval is about, masked. */
        ApprovalMember: components["schemas"]["Person"] & {
            /**
             * @description The retailer's own number.
             * @example crm-99812
             */
            ext_id?: string | null;
        };
        /** @description What asks for a second person, once there is one who may approve. */
        ApprovalSettings: {
            /**
             * Format: int64
             * @description Corrections of more units than this, in either direction.
             * @example 1000
             */
            adjust_above: number;
            /** @description Publishing a program. */
            publish: boolean;
            /**
             * Format: int64
             * @description Returns after which more money than this was handed back on the order, earlier returns of it included; in minor units of its currency.
             * @example 100000
             */
            return_above: number;
        };
        /** @description The same, to be set. */
        ApprovalSettingsRequest: {
            /**
             * Format: int64
             * @description Corrections of more units than this, in either direction.
             * @example 1000
             */
            adjust_above: number;
            /** @description Publishing a program. */
            publish: boolean;
            /**
             * Format: int64
             * @description Returns after which more money than this was handed back on the order, earlier returns of it included; in minor units of its currency.
             * @example 100000
             */
            return_above: number;
        };
        /** @description An action in the audit log. */
        AuditItem: {
            /**
             * @description The method and the pattern of the address.
             * @example POST /v1/adjustments
             */
            action: string;
            /** Format: date-time */
            at: string;
            /** @example aud_0193f000000070008000000000000001 */
            id: string;
            /** @description The name at that time. */
            name: string;
            /** @description The reason that was given. */
            reason?: string | null;
            request_id: string;
            /** @description The role at that time; `null` for keys. */
            role?: string | null;
            /** @description The member of staff, or the key. */
            staff?: string | null;
            /**
             * Format: int32
             * @description The HTTP status of the answer; 0: it was begun, and what became of it was never written down.
             */
            status: number;
            /** @description The store they belonged to. */
            store?: string | null;
            /** @description What it was done to. */
            target?: string | null;
        };
        /** @description A program draft to be folded over real orders. */
        BacktestRequest: {
            against?: string | Record<string, never>;
            /** @description Compare with the program versions in force instead. */
            against_current?: boolean;
            /** @description As of which instants to report; the end if left out. */
            at?: string[];
            orders?: components["schemas"]["OrdersFile"] | null;
            program: string | Record<string, never>;
            /**
             * @description What members are assumed to spend: `WALLET:AMOUNT@BALANCE`.
             * @example [
             *       "points:1000@1000"
             *     ]
             */
            redeem?: string[];
            /**
             * Format: date-time
             * @description Leave out orders after this instant.
             */
            until?: string | null;
        };
        /** @description What is in a wallet. */
        BalanceReply: {
            /**
             * Format: int64
             * @description Units that can be spent now.
             */
            available: number;
            /**
             * Format: int64
             * @description Units held, pending ones included, less the debt.
             */
            balance: number;
            /**
             * Format: int64
             * @description Units owed.
             */
            debt: number;
            /**
             * Format: int64
             * @description Units that cannot be spent yet.
             */
            pending: number;
            /**
             * @description The wallet.
             * @example points
             */
            wallet: string;
        };
        /** @description Who asked or decided. */
        By: {
            /** @example stf_0193f000000070008000000000000001 */
            id: string;
            name: string;
        };
        /** @description Who asks. */
        Caller: {
            display_name: string;
            /**
             * Format: date-time
             * @description When the session ends if it is not used.
             */
            expires_at: string;
            /** @example stf_0193f000000070008000000000000001 */
            id: string;
            /** @enum {string} */
            kind: "staff";
            /** @description The name to sign in with. */
            name: string;
            role: string;
            scopes: string[];
            /** @description The store they belong to; `null`: all. */
            store?: string | null;
            /** @description Signing in asks for a code of an authenticator app. */
            totp: boolean;
        } | {
            id: string;
            /** @enum {string} */
            kind: "key";
            name: string;
            scopes: string[];
            store?: string | null;
        } | {
            /** Format: date-time */
            expires_at: string;
            /** @example mem_0193f000000070008000000000000001 */
            id: string;
            /** @enum {string} */
            kind: "member";
        };
        /** @description Units of a wallet. */
        Change: {
            /**
             * Format: int64
             * @description Units, more than zero.
             */
            units: number;
            /**
             * @description The wallet.
             * @example points
             */
            wallet: string;
        };
        /** @description What the check found. */
        CheckReply: {
            /** @description Errors first, then warnings, then notes, each in the order of the text. */
            findings: components["schemas"]["Finding"][];
            /** @description Whether it could be published: there is no error. */
            publishable: boolean;
            reading?: components["schemas"]["ProgramReading"] | null;
        };
        /** @description A program document to check. */
        CheckRequest: {
            document: string | Record<string, never>;
        };
        /** @description A person in clear. */
        Clear: {
            /** @example 1991-08-15 */
            birthday?: string | null;
            email?: string | null;
            name?: string | null;
            /** @example +8613800138000 */
            phone?: string | null;
        };
        /** @description A code of the app. */
        CodeRequest: {
            /**
             * @description Six digits.
             * @example 123456
             */
            code: string;
        };
        /** @description That a code is on its way. */
        CodeSent: {
            /**
             * Format: date-time
             * @description Until then it holds.
             */
            expires_at: string;
            /**
             * Format: int64
             * @description The next one may be asked for after so many seconds.
             */
            retry_after_seconds: number;
        };
        /** @description An example of a comparison. */
        ConditionExample: {
            /**
             * @description As it is written.
             * @example order.amount >= 200
             */
            condition: string;
            /**
             * @description How it compares.
             * @example >=
             */
            operator: string;
            /**
             * @description In words.
             * @example 订单金额不低于 200.00
             */
            sentence: string;
        };
        /** @description A name that conditions may use. */
        ConditionName: {
            /** @description An example for each operator; none of tiers where the program in force has none. */
            examples: components["schemas"]["ConditionExample"][];
            /**
             * @description What people call it.
             * @example 订单金额
             */
            label: string;
            /**
             * @description How conditions write it.
             * @example order.amount
             */
            name: string;
            /**
             * @description How it is compared, the most used first.
             * @example [
             *       ">=",
             *       "<="
             *     ]
             */
            operators: string[];
            /**
             * @description Where it is there: in rules on an `order`, where a rule selects a `line`, in rules on a `join` or an `activity`.
             * @example [
             *       "order",
             *       "line"
             *     ]
             */
            places: string[];
            /**
             * @description What it holds: `money` (in the main unit: 19.9), `whole`, `quantity` (up to three decimals), `date` (as a text: "2026-11-11"), `text`, `tier`, `list` of texts, `flag`.
             * @example money
             */
            type: string;
        };
        /** @description What is said about the decision. */
        DecisionRequest: {
            /** @description Why. */
            comment?: string | null;
        };
        /** @description One difference between two versions. */
        DifferenceItem: {
            /** @description What it is, as TOML; `null`: it is gone. */
            after?: string | null;
            /** @description What it was, as TOML; `null`: it was not there. */
            before?: string | null;
            /**
             * @description Where.
             * @example wallets.points.expiry
             */
            path: string;
        };
        /** @description The member, new or known. */
        Enrolled: {
            /**
             * @description The number of the new membership card, where the person is known.
             * @example 880012345674
             */
            card_number?: string | null;
            /** @description Your id of the request. */
            event_id: string;
            /** @description The member had joined before, under another event. Nothing changed, tags neither; only this refusal is in the feed. */
            existing: boolean;
            /**
             * @description Our id.
             * @example mem_0193f000000070008000000000000001
             */
            id: string;
            receipt?: components["schemas"]["ReceiptReply"] | null;
        };
        /** @description An entry 流水: an immutable posting of the ledger. */
        EntryItem: {
            /**
             * Format: date-time
             * @description Business time of the posting.
             */
            at: string;
            /**
             * Format: int64
             * @description By how much what can be spent changed.
             */
            available: number;
            base?: components["schemas"]["Money"] | null;
            /**
             * @description The event that caused it; `null` for what time alone did to units of several events.
             * @example evt_0193f0000000700080000000000000010000002a
             */
            cause?: string | null;
            /** @description For a correction: the later event, a return or a late order, that made this difference known. */
            corrected_by?: string | null;
            /**
             * @description `earn`, `activate`, `spend`, `expire`, `rollover`, `adjust`, `transfer`, `clawback`, `reinstate`.
             * @example earn
             */
            kind: string;
            lot?: components["schemas"]["LotName"] | null;
            /**
             * @description The rule that decided it.
             * @example base
             */
            rule?: string | null;
            /**
             * Format: int64
             * @description Money, in minor units, that caps on spend cut off.
             */
            trimmed: number;
            /**
             * Format: int64
             * @description Units that caps on units cut off.
             */
            trimmed_units: number;
            /**
             * Format: int64
             * @description By how much the balance (pending units included) changed.
             */
            units: number;
            /**
             * Format: int32
             * @description The number of the program version in force.
             */
            version: number;
            /**
             * @description The wallet.
             * @example points
             */
            wallet: string;
        };
        /** @description That a member wants to be erased. */
        EraseRequest: {
            /** @description A member who erases oneself says `ERASE`. */
            confirm?: string | null;
            /** @description Staff say why. */
            reason?: string | null;
        };
        /** @description What happened. */
        EventData: {
            /** @description The member joined. */
            data: components["schemas"]["JoinedData"];
            /** @enum {string} */
            type: "joined";
        } | {
            /** @description The member's tags were replaced by these. */
            data: components["schemas"]["TaggedData"];
            /** @enum {string} */
            type: "tagged";
        } | {
            /** @description An order was paid. */
            data: components["schemas"]["OrderData"];
            /** @enum {string} */
            type: "order_paid";
        } | {
            /** @description Lines or an amount of an order came back. */
            data: components["schemas"]["ReturnData"];
            /** @enum {string} */
            type: "order_returned";
        } | {
            /** @description A check-in, a review, a share, ... */
            data: components["schemas"]["ActivityData"];
            /** @enum {string} */
            type: "activity_done";
        } | {
            /** @description Units were spent outside an order. */
            data: components["schemas"]["RedemptionData"];
            /** @enum {string} */
            type: "redeemed";
        } | {
            /** @description A person corrected a wallet by hand. */
            data: components["schemas"]["AdjustmentData"];
            /** @enum {string} */
            type: "adjusted";
        } | {
            /** @description Nothing happened but time: what fell due was booked. */
            data: components["schemas"]["TimeData"];
            /** @enum {string} */
            type: "time_passed";
        } | {
            /** @description A command was refused. It changed nothing. */
            data: components["schemas"]["RefusedData"];
            /** @enum {string} */
            type: "refused";
        };
        /** @description An event with the entries it posted. */
        EventEntries: {
            /** @description The same added up by wallet, in the order of the entries. */
            changes: components["schemas"]["WalletChange"][];
            /** @description What it posted, what fell due before it included. */
            entries: components["schemas"]["EntryItem"][];
            /** @description The event. */
            event: components["schemas"]["EventItem"];
            explanation?: components["schemas"]["Explanation"] | null;
        };
        /** @description An event 事件 of a member: an immutable fact. */
        EventItem: components["schemas"]["EventData"] & {
            /**
             * @description The id that its sender gave it.
             * @example 0042-7781
             */
            event_id: string;
            /**
             * @description Our id.
             * @example evt_0193f0000000700080000000000000010000002a
             */
            id: string;
            /**
             * Format: int64
             * @description Its number in the journal.
             */
            ledger_seq: number;
            /**
             * @description The member.
             * @example mem_0193f000000070008000000000000001
             */
            member: string;
            /**
             * Format: int32
             * @description Its number in the member's stream.
             */
            number: number;
            /**
             * Format: date-time
             * @description When it happened.
             */
            occurred_at: string;
            /**
             * Format: date-time
             * @description When we recorded it.
             */
            recorded_at: string;
        };
        /** @description Units that can be spent for the last time on one day. */
        Expiring: {
            /**
             * Format: date
             * @description The last day on which they can be spent, in the program's zone.
             * @example 2026-12-31
             */
            last_day: string;
            /**
             * Format: int64
             * @description How many.
             */
            units: number;
            worth?: components["schemas"]["Money"] | null;
        };
        /** @description Why an event did what it did: one note for every rule that reacts to such events. */
        Explanation: {
            /** @description What each rule did, in the order of the program. */
            notes: components["schemas"]["Note"][];
            /**
             * Format: int32
             * @description The program version that decided it; 0 where none was in force.
             */
            version: number;
        };
        /** @description A stretch of the feed. */
        Feed: {
            /** @description Events in the order of recording. */
            data: components["schemas"]["EventItem"][];
            /**
             * Format: int64
             * @description What to pass as `after_seq` next time, whether there was anything or not.
             */
            next_after_seq: number;
        };
        /** @description One business day of all members. Units are by wallet, corrections included. */
        FiguresDay: {
            /** @description Units given less taken by hand. */
            adjusted: {
                [key: string]: number;
            };
            /**
             * Format: date
             * @description The day.
             * @example 2026-11-21
             */
            day: string;
            /** @description Units expired. */
            expired: {
                [key: string]: number;
            };
            /** @description Units given by rules. */
            issued: {
                [key: string]: number;
            };
            /**
             * Format: int64
             * @description Members who joined.
             */
            joined: number;
            /**
             * Format: int64
             * @description Orders, those returned as a whole left out.
             */
            orders: number;
            /** @description What was kept of them, before points paid a part. */
            spend: components["schemas"]["Money"];
            /** @description Units spent. */
            spent: {
                [key: string]: number;
            };
        };
        /** @description Units that can be spent last in one month. */
        FiguresMonth: {
            /**
             * @description The month in the program's time zone, of the last day on which they can be spent.
             * @example 2026-12
             */
            month: string;
            /**
             * Format: int64
             * @description So many units.
             */
            units: number;
            worth?: components["schemas"]["Money"] | null;
        };
        /** @description The figures of the shop. */
        FiguresReply: {
            /**
             * Format: date-time
             * @description Now: `members`, `outstanding` and the worth of it are true of this instant.
             */
            at: string;
            /** @description The last 90 business days as of `fresh_as_of`, oldest first; empty while nothing is known. */
            days: components["schemas"]["FiguresDay"][];
            /**
             * Format: date-time
             * @description What everything else is true of: now as well, as long as nothing has changed since it was counted. `null`: nothing is known yet, ask again while `renewing`.
             */
            fresh_as_of?: string | null;
            /**
             * Format: int64
             * @description Members who joined today; `null`: nobody has counted today's yet, as `fresh_as_of` is before today.
             */
            joined_today?: number | null;
            last_verification?: components["schemas"]["Verification"] | null;
            /**
             * Format: int64
             * @description Members.
             */
            members: number;
            /**
             * Format: int64
             * @description Orders of today; `null`: see `joined_today`.
             */
            orders_today?: number | null;
            /**
             * Format: int32
             * @description How many minutes old `fresh_as_of` gets before a survey is taken anew when somebody asks and something has changed: 5, or five times what the last one took.
             */
            renewed_after_minutes: number;
            /**
             * Format: int64
             * @description How many members it has looked at; `null`: none is being taken, or another server takes it.
             */
            renewed_members?: number | null;
            /** @description A newer survey of the shop is being taken. */
            renewing: boolean;
            /** @description The tiers of the program in force, lowest first; then those of earlier versions that somebody still holds. */
            tiers: components["schemas"]["FiguresTier"][];
            /** @description The business day of `at`, in the program's time zone, as it has been so far. */
            today: components["schemas"]["FiguresToday"];
            /** @description The wallets. */
            wallets: components["schemas"]["FiguresWallet"][];
        };
        /** @description Members of one tier. */
        FiguresTier: {
            /** @description What people call it, in the asked language. */
            label: string;
            /**
             * Format: int64
             * @description Members who hold it.
             */
            members: number;
            /**
             * @description How many per cent of the members the program wants to hold it; `null` where it does not say.
             * @example 10
             */
            target_percent?: string | null;
            /**
             * @description Its name in the program.
             * @example gold
             */
            tier: string;
        };
        /** @description The business day of now. What nobody has counted yet is `null`: the last survey was taken before today, or there was none. */
        FiguresToday: {
            /** @description Units given less taken by hand. */
            adjusted?: {
                [key: string]: number;
            } | null;
            /**
             * Format: date
             * @description The day.
             * @example 2026-11-21
             */
            day: string;
            /** @description Units expired. */
            expired?: {
                [key: string]: number;
            } | null;
            /** @description Units given by rules, by wallet, corrections included; so are the following. */
            issued?: {
                [key: string]: number;
            } | null;
            /**
             * Format: int64
             * @description Members who joined.
             */
            joined?: number | null;
            /**
             * Format: int64
             * @description Orders, those returned as a whole left out.
             */
            orders?: number | null;
            spend?: components["schemas"]["Money"] | null;
            /** @description Units spent. */
            spent?: {
                [key: string]: number;
            } | null;
        };
        /** @description One wallet of all members. `never` and all of `expiring`, less `debt`, is what was outstanding as of `fresh_as_of`. */
        FiguresWallet: {
            /**
             * Format: int64
             * @description Units owed.
             */
            debt: number;
            /**
             * Format: int32
             * @description How many of the units' last digits are decimals; 0 for points.
             */
            decimals: number;
            /** @description Units that expire, by month. */
            expiring: components["schemas"]["FiguresMonth"][];
            /** @description What people call it, in the asked language. */
            label: string;
            /**
             * Format: int64
             * @description Units that have no date on which they expire.
             */
            never: number;
            /**
             * Format: int64
             * @description Units held, pending ones included, less the debt.
             */
            outstanding: number;
            /**
             * @description Its name in the program.
             * @example points
             */
            wallet: string;
            worth?: components["schemas"]["Money"] | null;
        };
        /** @description Something a check has to say about a program document. */
        Finding: {
            /** @description A stable code. */
            code: string;
            /**
             * Format: int32
             * @description The column in that line, from 1.
             */
            column?: number | null;
            /**
             * Format: int32
             * @description The line of a TOML document, from 1.
             */
            line?: number | null;
            /**
             * @description Which key; empty for the document as a whole.
             * @example rules[2].give.rate
             */
            path: string;
            /** @description What is wrong, in the asked language. */
            reason: string;
            /** @description What to do, in the asked language. */
            remedy: string;
            /**
             * @description `error`, `warning` or `note`.
             * @example warning
             */
            severity: string;
        };
        /** @description Whatever the member gave. */
        FindRequest: {
            /**
             * @description A phone, the 12 digits of a card, the 22 of a member code, an e-mail address, `mem_…`, or your own number.
             * @example 138 0013 8000
             */
            text: string;
        };
        /** @description Who was found. */
        Found: components["schemas"]["Person"] & {
            /** @description By what: `phone`, `card`, `code`, `email`, `id` or `ext_id`. */
            by: string;
            /** @example mem_0193f000000070008000000000000001 */
            id: string;
            proof?: components["schemas"]["ProofReply"] | null;
        };
        /** @description How the server is. */
        Health: {
            /**
             * @description Always `ok` here.
             * @example ok
             */
            status: string;
        };
        /** @description An import 导入 of a file. */
        Import: {
            /**
             * Format: date-time
             * @description When it was asked for.
             */
            created_at: string;
            /** @description Nothing is recorded: what would be is counted. */
            dry_run: boolean;
            /**
             * Format: date-time
             * @description When it ended.
             */
            ended_at?: string | null;
            /** @description Why it failed, in the language of who asked for it. */
            error?: string | null;
            /**
             * @description Its id.
             * @example job_0193f000000070008000000000000001
             */
            id: string;
            /**
             * @description The file's name, as its sender gave it.
             * @example orders.csv
             */
            name: string;
            /** @description How far it is. */
            progress: components["schemas"]["ImportProgress"];
            result?: components["schemas"]["ImportResult"] | null;
            /**
             * @description `running`, `done`, `failed` or `interrupted`: somebody cancelled it, or the service stopped while it ran; send the file again to go on.
             * @example done
             */
            status: string;
        };
        /** @description What a column can be. */
        ImportField: {
            /**
             * @description Its name in `mapping`.
             * @example order_id
             */
            field: string;
            /** @description What people call it, in the asked language. */
            label: string;
            /** @description Without it the file cannot be imported. */
            required: boolean;
        };
        /** @description The beginning of a file. */
        ImportPreview: {
            /** @description The columns, in the order of the file. */
            columns: string[];
            /** @description What is wrong with the beginning of the file, as far as that can be told. */
            faults: string[];
            /** @description What columns can be. */
            fields: components["schemas"]["ImportField"][];
            /**
             * @description `csv` or `ndjson`; empty where it is neither.
             * @example csv
             */
            format: string;
            /** @description Which column each field was recognised in, as `POST /v1/imports` takes it; several columns of one field with ` + ` between them. */
            mapping: {
                [key: string]: string;
            };
            /** @description The first rows, 20 at most, as they are written. */
            rows: string[][];
        };
        /** @description How far an import is. The file is read first and then recorded: the bytes count once up for each. */
        ImportProgress: {
            /**
             * Format: int64
             * @description Bytes of the file that are read; then, those whose orders are recorded.
             */
            done_bytes: number;
            /**
             * Format: int64
             * @description Orders recorded.
             */
            orders: number;
            /**
             * Format: int64
             * @description The size of the file in bytes.
             */
            total_bytes: number;
        };
        /** @description What became of a file. */
        ImportResult: {
            /**
             * Format: int64
             * @description Members who joined by it; of a dry run, numbers that no member has.
             */
            members: number;
            /**
             * Format: int64
             * @description Of these, orders recorded now; of a dry run, orders that nobody has recorded.
             */
            new: number;
            /**
             * Format: int64
             * @description Orders that could be used.
             */
            orders: number;
            /**
             * Format: int64
             * @description Rows and orders that were left out or refused, as `rejected.csv` lists them. What only the program refuses is not known to a dry run.
             */
            rejected: number;
            /**
             * Format: int64
             * @description Of these, orders that were there already.
             */
            repeated: number;
            /**
             * Format: int64
             * @description Rows read.
             */
            rows: number;
            /**
             * Format: int64
             * @description Beside them, orders of nobody known, which are not recorded.
             */
            without_member: number;
        };
        /** @description A link's token; it is shown this once. */
        Invitation: {
            /** Format: date-time */
            expires_at: string;
            /**
             * @description For the page `/console/welcome#token=…`: what stands behind `#` is in no log.
             * @example inv_…
             */
            invitation: string;
        };
        /** @description Whom it invites. */
        InvitationReply: {
            display_name: string;
            /** Format: date-time */
            expires_at: string;
            name: string;
            role: string;
            store?: string | null;
        };
        /** @description Who was invited, and the link's token. */
        Invited: components["schemas"]["Invitation"] & {
            staff: components["schemas"]["Staff"];
        };
        /** @description Long work that somebody asked for. */
        Job: {
            /**
             * Format: date-time
             * @description When it was asked for.
             */
            created_at: string;
            /**
             * Format: int64
             * @description Orders folded.
             */
            done: number;
            /**
             * Format: date-time
             * @description When it ended.
             */
            ended_at?: string | null;
            /** @description Why it failed, in the language of who asked for it. */
            error?: string | null;
            /**
             * @description Its id.
             * @example job_0193f000000070008000000000000001
             */
            id: string;
            /** @description The report: points issued, spent, expired and outstanding, cost and reward rate, tier mix, the rules by cost, and who gains and loses. Not in lists. */
            result?: Record<string, never> | null;
            /**
             * @description `running`, `done`, `failed` or `interrupted`: the service stopped while it ran; ask for it again.
             * @example done
             */
            status: string;
            /**
             * Format: int64
             * @description Orders in all; 0 while that is unknown.
             */
            total: number;
        };
        /** @description How far a job is. */
        JobProgress: {
            /**
             * Format: int64
             * @description So much is done.
             */
            done: number;
            /**
             * Format: int64
             * @description So much there is in all; 0 while that is unknown.
             */
            total: number;
        };
        /** @description A member who joined. */
        JoinedData: {
            channel?: string | null;
            ext_id?: string | null;
            home_store?: string | null;
            /** @description What people call that store, where that is known. */
            home_store_name?: string | null;
        };
        /** @description What is told on joining. */
        JoinRequest: {
            name?: string | null;
        };
        /** @description What is left of an order after its returns. */
        KeptData: {
            /** @description Its lines, in the order's order, those that came back whole too; none where the order has no lines. */
            lines: components["schemas"]["KeptLineData"][];
            /** @description What of it was paid in money: the total without what units paid. By how much a return lowers it is what is handed back. */
            paid: components["schemas"]["Money"];
            /** @description The price of what is left. */
            total: components["schemas"]["Money"];
        };
        /** @description What is left of a line. */
        KeptLineData: {
            /**
             * Format: int64
             * @description In minor units of the currency of the total.
             */
            amount: number;
            line_id: string;
            /**
             * @description With up to three decimals.
             * @example 0.454
             */
            quantity: string;
        };
        /** @description An API key 密钥, without its secret. */
        Key: {
            /**
             * Format: date-time
             * @description When it was made.
             */
            created_at: string;
            /**
             * @description The first characters of its secret.
             * @example lk_live_3mQx
             */
            hint: string;
            /**
             * @description Its id.
             * @example key_9f86d081884c7d65
             */
            id: string;
            /**
             * @description Its name.
             * @example till-0042
             */
            name: string;
            /**
             * Format: date-time
             * @description When it was revoked; `null`: it is live.
             */
            revoked_at?: string | null;
            /**
             * @description What it may do.
             * @example [
             *       "orders:write"
             *     ]
             */
            scopes: string[];
            /** @description The store or till that it is bound to. */
            store?: string | null;
        };
        /** @description A key to make. */
        KeyRequest: {
            /**
             * @description A name for people. At most two live keys bear the same name, so that one can replace the other.
             * @example till-0042
             */
            name: string;
            /**
             * @description What it may do; at least one.
             * @example [
             *       "orders:write",
             *       "quotes:write"
             *     ]
             */
            scopes: string[];
            /**
             * @description The store or till that it is bound to.
             * @example sh-014
             */
            store?: string | null;
        };
        /** @description The last line of the reply to a batch. */
        LastLine: {
            request_id: string;
            summary: components["schemas"]["Summary"];
        };
        /** @description What a return waits for. */
        Later: components["schemas"]["Waiting"] | components["schemas"]["Parked"];
        /** @description A line of an order. */
        LineData: {
            /**
             * Format: int64
             * @description In minor units of the currency of the total.
             */
            amount: number;
            category?: string | null;
            line_id: string;
            /**
             * @description With up to three decimals.
             * @example 0.454
             */
            quantity: string;
            sku?: string | null;
        };
        /** @description A line of an order. */
        LineRequest: {
            /**
             * Format: int64
             * @description What the line costs after its own discounts, in minor units. Below zero: a discount on the order.
             * @example 17400
             */
            amount: number;
            /**
             * @description The article's category.
             * @example tea
             */
            category?: string | null;
            /**
             * @description Unique within the order; a return names it.
             * @example 1
             */
            line_id: string;
            quantity?: number | string | null;
            /**
             * @description The article.
             * @example 6901
             */
            sku?: string | null;
        };
        /** @description A lot 批次: units earned together that are not used up. */
        Lot: {
            /**
             * Format: date-time
             * @description From when on they can be spent.
             */
            activates_at: string;
            /**
             * @description The event that earned it.
             * @example evt_0193f0000000700080000000000000010000002a
             */
            event: string;
            /**
             * Format: date-time
             * @description At this instant they are gone; `null`: never.
             */
            expires_at?: string | null;
            /**
             * Format: int32
             * @description How often what was left of it was rolled over.
             */
            generation: number;
            /**
             * Format: date
             * @description The last day on which they can be spent, in the program's zone.
             * @example 2026-12-31
             */
            last_day?: string | null;
            /**
             * Format: int32
             * @description Lots of one event count up from 0.
             */
            part: number;
            /**
             * Format: int64
             * @description Units left.
             */
            units: number;
        };
        /** @description The name of a lot within its wallet. */
        LotName: {
            /** @description The event that earned it; `null` for the lot of all units that have no date of expiry. */
            event?: string | null;
            /**
             * Format: int32
             * @description How often it was rolled over.
             */
            generation: number;
            /**
             * Format: int32
             * @description Lots of one event count up from 0.
             */
            part: number;
        };
        /** @description A member 会员. */
        Member: components["schemas"]["Person"] & {
            /**
             * Format: date-time
             * @description The instant that what follows is true of.
             */
            at: string;
            /**
             * @description Where the member joined.
             * @example pos
             */
            channel?: string | null;
            /**
             * Format: int32
             * @description How many events are recorded up to it.
             */
            events: number;
            /**
             * @description The retailer's own number.
             * @example crm-99812
             */
            ext_id?: string | null;
            /**
             * @description The store that won the member.
             * @example sh-014
             */
            home_store?: string | null;
            /**
             * @description Our id.
             * @example mem_0193f000000070008000000000000001
             */
            id: string;
            /**
             * Format: date-time
             * @description When the member joined.
             */
            joined_at: string;
            /**
             * Format: date-time
             * @description When the latest of them was paid; `null` if there is none.
             */
            last_order_at?: string | null;
            /**
             * Format: int64
             * @description What the member has of it: units of the wallet, else minor units of money.
             */
            measured?: number | null;
            next_tier?: components["schemas"]["Ahead"] | null;
            /**
             * Format: int64
             * @description Orders, those returned as a whole left out.
             */
            orders: number;
            /** @description What they came to. */
            spend: components["schemas"]["Money"];
            /** @description Tags 标签. */
            tags: string[];
            tier?: components["schemas"]["Tier"] | null;
            tier_measure?: components["schemas"]["TierMeasure"] | null;
            /** @description The wallets. */
            wallets: components["schemas"]["Wallet"][];
        };
        /** @description A member code, to be shown as a QR code. */
        MemberCode: {
            /**
             * @description 22 digits, good for one scan.
             * @example 8800123456740123456789
             */
            code: string;
            /**
             * Format: date-time
             * @description From then on the next one is to be shown; this one holds for 30 seconds more.
             */
            expires_at: string;
            /**
             * Format: int64
             * @description How long each is shown.
             */
            refresh_seconds: number;
        };
        /** @description A member in a list, with the figures of now: those of the member's own page. */
        MemberListItem: components["schemas"]["Person"] & {
            /** @description What is in the wallets, in the order of the page's `wallets`. */
            balances: components["schemas"]["BalanceReply"][];
            /**
             * @description Where the member joined.
             * @example pos
             */
            channel?: string | null;
            /**
             * @description The retailer's own number.
             * @example crm-99812
             */
            ext_id?: string | null;
            /**
             * @description The store that won the member.
             * @example sh-014
             */
            home_store?: string | null;
            /**
             * @description Our id.
             * @example mem_0193f000000070008000000000000001
             */
            id: string;
            /**
             * Format: date-time
             * @description When the member joined.
             */
            joined_at: string;
            /**
             * Format: date-time
             * @description When the latest of them was paid; `null` if there is none.
             */
            last_order_at?: string | null;
            /**
             * Format: int64
             * @description What the member has of what tiers go by, as the page's `tier_measure` says; `null` where there are none.
             */
            measured?: number | null;
            /**
             * Format: int64
             * @description Orders, those returned as a whole left out.
             */
            orders: number;
            /** @description What they came to. */
            spend: components["schemas"]["Money"];
            tier?: components["schemas"]["Tier"] | null;
        };
        /** @description A page of members. */
        MemberPage: {
            /** @description The members. */
            data: components["schemas"]["MemberListItem"][];
            /** @description What to pass as `after` for the next page; `null` at the end. */
            next_cursor?: string | null;
            tier_measure?: components["schemas"]["TierMeasure"] | null;
            /**
             * Format: int64
             * @description How many members there are in all, whatever the filters.
             */
            total: number;
            /** @description The wallets that members have. */
            wallets: components["schemas"]["WalletLabel"][];
        };
        /** @description A person joins. Personal data go into the vault, not into the history: events know the member by our id alone. */
        MemberRequest: {
            /** @description `1991-08-15`, or `--08-15` where the year is not known. */
            birthday?: string | null;
            /**
             * @description Where the member joined: `pos`, `web`, `wechat`, ...
             * @example pos
             */
            channel?: string | null;
            /** @description The e-mail address. */
            email?: string | null;
            /**
             * @description Your id of this request, or the header `Idempotency-Key`.
             * @example reg-0042-20261121-0007
             */
            event_id?: string | null;
            /**
             * @description Your own number for the member, unique per deployment; later the member is found by `ext:` and it.
             * @example crm-99812
             */
            ext_id?: string | null;
            /**
             * @description The store that won the member.
             * @example sh-014
             */
            home_store?: string | null;
            /** @description The person's name. */
            name?: string | null;
            /**
             * Format: date-time
             * @description When the member joined.
             * @example 2026-11-21T19:02:11+08:00
             */
            occurred_at: string;
            /**
             * @description E.164, or a Chinese number. The same phone never makes a second member.
             * @example 138 0013 8000
             */
            phone?: string | null;
            /** @description Tags; at most 50. */
            tags?: string[];
        };
        /** @description A member who is signed in. */
        MemberSignedIn: {
            /** Format: date-time */
            expires_at: string;
            /** @example mem_0193f000000070008000000000000001 */
            id: string;
            /** @description `member` */
            kind: string;
            /** @description The member joined just now. */
            new: boolean;
        };
        /** @description A phone and the code that came by it. */
        MemberSignInRequest: {
            /**
             * @description Six digits.
             * @example 123456
             */
            code: string;
            join?: components["schemas"]["JoinRequest"] | null;
            /** @example 138 0013 8000 */
            phone: string;
        };
        /** @description A message that would have gone to a phone. */
        MessageItem: {
            /** Format: date-time */
            at: string;
            text: string;
            /** @example +8613800138000 */
            to: string;
        };
        /** @description An amount of money. */
        Money: {
            /**
             * Format: int64
             * @description In minor units (分): 12900 is 129.00.
             * @example 12900
             */
            amount: number;
            /**
             * @description ISO 4217.
             * @example CNY
             */
            currency: string;
        };
        /** @description An amount of money, not below zero. */
        MoneyRequest: {
            /**
             * Format: int64
             * @description In minor units (分): 12900 is 129.00. Whole, never a fraction or an exponent.
             * @example 17400
             */
            amount: number;
            /**
             * @description ISO 4217.
             * @example CNY
             */
            currency: string;
        };
        /** @description A key just made. */
        NewKey: components["schemas"]["Key"] & {
            /**
             * @description What requests send as `Authorization: Bearer …`. Shown this once: keep it now.
             * @example lk_live_…
             */
            secret: string;
        };
        /** @description Another phone for a member. */
        NewPhoneRequest: {
            /**
             * @description The code that came to the new phone: a member gives it.
             * @example 123456
             */
            code?: string | null;
            /**
             * @description E.164, or a Chinese number; `null`: none any more (staff alone).
             * @example 138 0013 8000
             */
            phone?: string | null;
            /**
             * @description `tok_…`: that the member is there. Who belongs to a store needs it where the member has a phone already.
             * @example tok_…
             */
            proof?: string | null;
            /**
             * @description Staff and keys say why; it goes into the audit log.
             * @example 会员本人持身份证到店，旧号已停用
             */
            reason?: string | null;
        };
        /** @description A secret for an authenticator app. */
        NewTotp: {
            /** @description In base 32, to be typed. */
            secret: string;
            /**
             * @description For a QR code.
             * @example otpauth://totp/Tessera:lin?secret=…&issuer=Tessera
             */
            url: string;
        };
        /**
         * @description What a caller should do next, so that a till decides without a person.
         * @enum {string}
         */
        Next: "retry_same_id" | "fix_new_id" | "ask_member" | "stop";
        /** @description What one rule did, or why it did nothing. */
        Note: {
            /** @description Whether it applied. */
            applied: boolean;
            /** @description What people call it, in the asked language. */
            label: string;
            /** @description The rule. */
            rule: string;
            /** @description The reckoning or the reason, in the asked language. */
            text: string;
            /**
             * Format: int64
             * @description The units that came of it.
             */
            units: number;
            /** @description The wallet that it earns into. */
            wallet: string;
        };
        /** @description A paid order. */
        OrderData: {
            channel?: string | null;
            lines: components["schemas"]["LineData"][];
            /**
             * @description Our id, where it is not told beside.
             * @example ord_0193f0000000700080000000000000010000002a
             */
            order?: string | null;
            redeemed?: components["schemas"]["PaidData"] | null;
            store?: string | null;
            /** @description What people call the store, where that is known. */
            store_name?: string | null;
            /** @description The price before points paid a part. */
            total: components["schemas"]["Money"];
        };
        /** @description An order 订单 as it stands now. */
        OrderReply: {
            /** @description Why it was refused. */
            code?: string | null;
            /** @description Every entry that it caused, corrections included. */
            entries: components["schemas"]["EntryItem"][];
            /**
             * @description The id that its sender gave it.
             * @example 0042-7781
             */
            event_id: string;
            /**
             * @description Our id.
             * @example ord_0193f0000000700080000000000000010000002a
             */
            id: string;
            kept?: components["schemas"]["KeptData"] | null;
            /**
             * Format: int64
             * @description The order's number in the journal.
             */
            ledger_seq: number;
            /**
             * @description The member.
             * @example mem_0193f000000070008000000000000001
             */
            member: string;
            /**
             * Format: date-time
             * @description When it was paid.
             */
            occurred_at: string;
            order?: components["schemas"]["OrderData"] | null;
            /**
             * Format: date-time
             * @description When we recorded it.
             */
            recorded_at: string;
            /** @description What came back of it, in the order of recording. */
            returns: components["schemas"]["EventItem"][];
            /**
             * @description `accepted` or `refused`.
             * @example accepted
             */
            status: string;
        };
        /** @description A paid order. What happened beats what was quoted: send what the till took. */
        OrderRequest: {
            /**
             * @description `pos`, `web`, `app`, ...
             * @example pos
             */
            channel?: string | null;
            /** @description Enrol the member first, if nobody has this `ext:` number. */
            create_member?: boolean;
            /**
             * @description Your id of the order, or the header `Idempotency-Key`. A retry keeps it.
             * @example 0042-7781
             */
            event_id?: string | null;
            /** @description What was bought; may be left out where only the total is known. At most 1000. */
            lines?: components["schemas"]["LineRequest"][];
            /**
             * @description The member: `mem_…`, `ext:` and your own number, `card:` and the card's (which earns but does not spend), or `tok_…` of who has shown to be there.
             * @example ext:crm-99812
             */
            member: string;
            /**
             * Format: date-time
             * @description When it was paid.
             * @example 2026-11-21T19:06:02+08:00
             */
            occurred_at: string;
            redeem?: components["schemas"]["RedeemRequest"] | null;
            /**
             * @description The store's code; that of the key if left out.
             * @example sh-014
             */
            store?: string | null;
            /** @description The price after the order's own discounts, before points pay a part; the sum of the lines where there are lines. */
            total: components["schemas"]["MoneyRequest"];
        };
        /** @description A file of orders, as another system exports it: CSV or newline-delimited JSON. */
        OrdersFile: {
            /** @description Which column is what, as TOML, as `tessera backtest --map` takes it; well-known names need none. */
            map?: string | null;
            /**
             * @description Its name, for messages.
             * @example orders.csv
             */
            name?: string | null;
            /** @description Its content. */
            text: string;
        };
        /** @description What doing it now would do. */
        Outlook: {
            refused?: components["schemas"]["Refused"] | null;
            /** @description The tier after it. */
            tier?: string | null;
            /** @description The tier before it, where it changes the tier. */
            tier_before?: string | null;
            /** @description The wallets that it changes, before and after; none where it would be refused, or its order is not here yet. */
            wallets: components["schemas"]["OutlookWallet"][];
        };
        /** @description A wallet before and after. */
        OutlookWallet: {
            /**
             * Format: int64
             * @description The same after it.
             */
            after: number;
            /**
             * Format: int64
             * @description Its balance now, pending units included, less the debt.
             */
            before: number;
            /**
             * @description The wallet.
             * @example points
             */
            wallet: string;
        };
        /** @description One's own password. */
        OwnPassword: {
            password: string;
        };
        /** @description One page of a list. */
        Page_Approval: {
            /** @description The items. */
            data: {
                /** Format: date-time */
                asked_at: string;
                asked_by: components["schemas"]["By"];
                /** @description What was said about the decision, or why it could not be done. */
                comment?: string | null;
                /** Format: date-time */
                decided_at?: string | null;
                decided_by?: components["schemas"]["By"] | null;
                /** @description Whether what was approved has been done: it follows the decision by a moment. If it does not, approving once more does it. */
                done: boolean;
                /** @example apr_0193f000000070008000000000000001 */
                id: string;
                /** @description `adjustment`, `return` or `publication`. */
                kind: string;
                /** @description Whether the one who asks may decide it. */
                may_decide: boolean;
                /**
                 * @description Whose wallets it is about; left out of a publication, and of a return whose order is not here yet.
                 * @example mem_0193f000000070008000000000000001
                 */
                member?: string | null;
                outlook?: components["schemas"]["Outlook"] | null;
                refund?: components["schemas"]["Refund"] | null;
                /** @description The request as it came. */
                request: Record<string, never>;
                /**
                 * @description `waiting`, `approved`, `rejected`; `failed`: approved, and could not be done; `withdrawn` by who asked; `recorded`
                 *     under its event id before anybody had decided, by who needs nobody's approval.
                 */
                status: string;
                /** @description The asker's store. */
                store?: string | null;
                /**
                 * @description What is asked for, in a sentence.
                 * @example 给 mem_… 的积分调整 +5,000：补偿
                 */
                summary: string;
                who?: components["schemas"]["ApprovalMember"] | null;
            }[];
            /** @description What to pass as `after` for the next page; `null` at the end. */
            next_cursor?: string | null;
        };
        /** @description One page of a list. */
        Page_AuditItem: {
            /** @description The items. */
            data: {
                /**
                 * @description The method and the pattern of the address.
                 * @example POST /v1/adjustments
                 */
                action: string;
                /** Format: date-time */
                at: string;
                /** @example aud_0193f000000070008000000000000001 */
                id: string;
                /** @description The name at that time. */
                name: string;
                /** @description The reason that was given. */
                reason?: string | null;
                request_id: string;
                /** @description The role at that time; `null` for keys. */
                role?: string | null;
                /** @description The member of staff, or the key. */
                staff?: string | null;
                /**
                 * Format: int32
                 * @description The HTTP status of the answer; 0: it was begun, and what became of it was never written down.
                 */
                status: number;
                /** @description The store they belonged to. */
                store?: string | null;
                /** @description What it was done to. */
                target?: string | null;
            }[];
            /** @description What to pass as `after` for the next page; `null` at the end. */
            next_cursor?: string | null;
        };
        /** @description One page of a list. */
        Page_ConditionName: {
            /** @description The items. */
            data: {
                /** @description An example for each operator; none of tiers where the program in force has none. */
                examples: components["schemas"]["ConditionExample"][];
                /**
                 * @description What people call it.
                 * @example 订单金额
                 */
                label: string;
                /**
                 * @description How conditions write it.
                 * @example order.amount
                 */
                name: string;
                /**
                 * @description How it is compared, the most used first.
                 * @example [
                 *       ">=",
                 *       "<="
                 *     ]
                 */
                operators: string[];
                /**
                 * @description Where it is there: in rules on an `order`, where a rule selects a `line`, in rules on a `join` or an `activity`.
                 * @example [
                 *       "order",
                 *       "line"
                 *     ]
                 */
                places: string[];
                /**
                 * @description What it holds: `money` (in the main unit: 19.9), `whole`, `quantity` (up to three decimals), `date` (as a text: "2026-11-11"), `text`, `tier`, `list` of texts, `flag`.
                 * @example money
                 */
                type: string;
            }[];
            /** @description What to pass as `after` for the next page; `null` at the end. */
            next_cursor?: string | null;
        };
        /** @description One page of a list. */
        Page_DifferenceItem: {
            /** @description The items. */
            data: {
                /** @description What it is, as TOML; `null`: it is gone. */
                after?: string | null;
                /** @description What it was, as TOML; `null`: it was not there. */
                before?: string | null;
                /**
                 * @description Where.
                 * @example wallets.points.expiry
                 */
                path: string;
            }[];
            /** @description What to pass as `after` for the next page; `null` at the end. */
            next_cursor?: string | null;
        };
        /** @description One page of a list. */
        Page_EventEntries: {
            /** @description The items. */
            data: {
                /** @description The same added up by wallet, in the order of the entries. */
                changes: components["schemas"]["WalletChange"][];
                /** @description What it posted, what fell due before it included. */
                entries: components["schemas"]["EntryItem"][];
                /** @description The event. */
                event: components["schemas"]["EventItem"];
                explanation?: components["schemas"]["Explanation"] | null;
            }[];
            /** @description What to pass as `after` for the next page; `null` at the end. */
            next_cursor?: string | null;
        };
        /** @description One page of a list. */
        Page_Import: {
            /** @description The items. */
            data: {
                /**
                 * Format: date-time
                 * @description When it was asked for.
                 */
                created_at: string;
                /** @description Nothing is recorded: what would be is counted. */
                dry_run: boolean;
                /**
                 * Format: date-time
                 * @description When it ended.
                 */
                ended_at?: string | null;
                /** @description Why it failed, in the language of who asked for it. */
                error?: string | null;
                /**
                 * @description Its id.
                 * @example job_0193f000000070008000000000000001
                 */
                id: string;
                /**
                 * @description The file's name, as its sender gave it.
                 * @example orders.csv
                 */
                name: string;
                /** @description How far it is. */
                progress: components["schemas"]["ImportProgress"];
                result?: components["schemas"]["ImportResult"] | null;
                /**
                 * @description `running`, `done`, `failed` or `interrupted`: somebody cancelled it, or the service stopped while it ran; send the file again to go on.
                 * @example done
                 */
                status: string;
            }[];
            /** @description What to pass as `after` for the next page; `null` at the end. */
            next_cursor?: string | null;
        };
        /** @description One page of a list. */
        Page_Job: {
            /** @description The items. */
            data: {
                /**
                 * Format: date-time
                 * @description When it was asked for.
                 */
                created_at: string;
                /**
                 * Format: int64
                 * @description Orders folded.
                 */
                done: number;
                /**
                 * Format: date-time
                 * @description When it ended.
                 */
                ended_at?: string | null;
                /** @description Why it failed, in the language of who asked for it. */
                error?: string | null;
                /**
                 * @description Its id.
                 * @example job_0193f000000070008000000000000001
                 */
                id: string;
                /** @description The report: points issued, spent, expired and outstanding, cost and reward rate, tier mix, the rules by cost, and who gains and loses. Not in lists. */
                result?: Record<string, never> | null;
                /**
                 * @description `running`, `done`, `failed` or `interrupted`: the service stopped while it ran; ask for it again.
                 * @example done
                 */
                status: string;
                /**
                 * Format: int64
                 * @description Orders in all; 0 while that is unknown.
                 */
                total: number;
            }[];
            /** @description What to pass as `after` for the next page; `null` at the end. */
            next_cursor?: string | null;
        };
        /** @description One page of a list. */
        Page_Key: {
            /** @description The items. */
            data: {
                /**
                 * Format: date-time
                 * @description When it was made.
                 */
                created_at: string;
                /**
                 * @description The first characters of its secret.
                 * @example lk_live_3mQx
                 */
                hint: string;
                /**
                 * @description Its id.
                 * @example key_9f86d081884c7d65
                 */
                id: string;
                /**
                 * @description Its name.
                 * @example till-0042
                 */
                name: string;
                /**
                 * Format: date-time
                 * @description When it was revoked; `null`: it is live.
                 */
                revoked_at?: string | null;
                /**
                 * @description What it may do.
                 * @example [
                 *       "orders:write"
                 *     ]
                 */
                scopes: string[];
                /** @description The store or till that it is bound to. */
                store?: string | null;
            }[];
            /** @description What to pass as `after` for the next page; `null` at the end. */
            next_cursor?: string | null;
        };
        /** @description One page of a list. */
        Page_Lot: {
            /** @description The items. */
            data: {
                /**
                 * Format: date-time
                 * @description From when on they can be spent.
                 */
                activates_at: string;
                /**
                 * @description The event that earned it.
                 * @example evt_0193f0000000700080000000000000010000002a
                 */
                event: string;
                /**
                 * Format: date-time
                 * @description At this instant they are gone; `null`: never.
                 */
                expires_at?: string | null;
                /**
                 * Format: int32
                 * @description How often what was left of it was rolled over.
                 */
                generation: number;
                /**
                 * Format: date
                 * @description The last day on which they can be spent, in the program's zone.
                 * @example 2026-12-31
                 */
                last_day?: string | null;
                /**
                 * Format: int32
                 * @description Lots of one event count up from 0.
                 */
                part: number;
                /**
                 * Format: int64
                 * @description Units left.
                 */
                units: number;
            }[];
            /** @description What to pass as `after` for the next page; `null` at the end. */
            next_cursor?: string | null;
        };
        /** @description One page of a list. */
        Page_MessageItem: {
            /** @description The items. */
            data: {
                /** Format: date-time */
                at: string;
                text: string;
                /** @example +8613800138000 */
                to: string;
            }[];
            /** @description What to pass as `after` for the next page; `null` at the end. */
            next_cursor?: string | null;
        };
        /** @description One page of a list. */
        Page_ParkedItem: {
            /** @description The items. */
            data: {
                /** @description Your id of the return. */
                event_id: string;
                /**
                 * Format: date-time
                 * @description Since when it waits.
                 */
                since: string;
                /** @description The event_id of the order it waits for. */
                waiting_for: string;
            }[];
            /** @description What to pass as `after` for the next page; `null` at the end. */
            next_cursor?: string | null;
        };
        /** @description One page of a list. */
        Page_PresetItem: {
            /** @description The items. */
            data: {
                /** @description What it does, in a sentence. */
                about: string;
                /** @description The document, as TOML. */
                document: string;
                /**
                 * @description What people call it.
                 * @example 零售基础
                 */
                label: string;
                /**
                 * @description Its name, which is the code of its program.
                 * @example flat
                 */
                name: string;
            }[];
            /** @description What to pass as `after` for the next page; `null` at the end. */
            next_cursor?: string | null;
        };
        /** @description One page of a list. */
        Page_ProgramVersion: {
            /** @description The items. */
            data: {
                /** @description The document as it was published: TOML, or a JSON object in a text. Not in lists. */
                document?: string | null;
                /** @description A note by the publisher. */
                note?: string | null;
                /**
                 * Format: date-time
                 * @description When it was published.
                 */
                published_at: string;
                /** @description The name of the key or person that published it. */
                published_by: string;
                reading?: components["schemas"]["ProgramReading"] | null;
                /**
                 * Format: date-time
                 * @description From when on it decides.
                 */
                starts_at: string;
                /**
                 * Format: int32
                 * @description 1, 2, 3, ...
                 */
                version: number;
            }[];
            /** @description What to pass as `after` for the next page; `null` at the end. */
            next_cursor?: string | null;
        };
        /** @description One page of a list. */
        Page_RoleItem: {
            /** @description The items. */
            data: {
                /** @description Who has it belongs to one store. */
                bound: boolean;
                /** @description What people call it, in the asked language. */
                label: string;
                role: string;
                /** @description What it may do. */
                scopes: string[];
            }[];
            /** @description What to pass as `after` for the next page; `null` at the end. */
            next_cursor?: string | null;
        };
        /** @description One page of a list. */
        Page_ScopeItem: {
            /** @description The items. */
            data: {
                /** @description What people call it, in the asked language. */
                label: string;
                /** @description A key that is bound to a store never holds it. */
                never_at_a_till: boolean;
                /** @example orders:write */
                scope: string;
            }[];
            /** @description What to pass as `after` for the next page; `null` at the end. */
            next_cursor?: string | null;
        };
        /** @description One page of a list. */
        Page_SessionItem: {
            /** @description The items. */
            data: {
                /** @description What the browser calls itself. */
                agent: string;
                /** Format: date-time */
                created_at: string;
                /** @description The one that asks. */
                current: boolean;
                /** Format: date-time */
                expires_at: string;
                /** @example ses_0193f0000000700080000000 */
                id: string;
                /**
                 * Format: date-time
                 * @description Give or take five minutes.
                 */
                last_seen_at: string;
                name: string;
                role: string;
                staff: string;
            }[];
            /** @description What to pass as `after` for the next page; `null` at the end. */
            next_cursor?: string | null;
        };
        /** @description One page of a list. */
        Page_ShopStore: {
            /** @description The items. */
            data: {
                /** @description Whether it is open. */
                active: boolean;
                /**
                 * @description As tills and orders name it.
                 * @example sh-014
                 */
                id: string;
                /** @description `own`, `joint` or `online`. */
                kind: string;
                /** @example 上海南京路店 */
                name: string;
                /**
                 * @description An IANA time zone.
                 * @example Asia/Shanghai
                 */
                zone: string;
            }[];
            /** @description What to pass as `after` for the next page; `null` at the end. */
            next_cursor?: string | null;
        };
        /** @description One page of a list. */
        Page_Staff: {
            /** @description The items. */
            data: {
                /** Format: date-time */
                created_at: string;
                /** @example 林店长 */
                display_name: string;
                /** @example stf_0193f000000070008000000000000001 */
                id: string;
                /**
                 * Format: date-time
                 * @description Give or take five minutes.
                 */
                last_seen_at?: string | null;
                /**
                 * @description The name to sign in with.
                 * @example lin
                 */
                name: string;
                /** @example store_manager */
                role: string;
                /** @description `invited`, `active` or `disabled`. */
                status: string;
                /**
                 * @description The store; `null`: all.
                 * @example sh-014
                 */
                store?: string | null;
                /** @description Signing in asks for a code of an authenticator app. */
                totp: boolean;
            }[];
            /** @description What to pass as `after` for the next page; `null` at the end. */
            next_cursor?: string | null;
        };
        /** @description One page of a list. */
        Page_Verification: {
            /** @description The items. */
            data: {
                /** @description Why it failed. */
                error?: string | null;
                /**
                 * Format: date-time
                 * @description When it ended.
                 */
                finished_at?: string | null;
                /**
                 * @description Its id; `null` for one that was not asked for as a job.
                 * @example job_0193f000000070008000000000000001
                 */
                id?: string | null;
                /** @description How far it is, in members; after the last one the journal is read. */
                progress: components["schemas"]["JobProgress"];
                result?: components["schemas"]["VerificationResult"] | null;
                /**
                 * Format: date-time
                 * @description When it was asked for.
                 */
                started_at: string;
                /**
                 * @description `running`, `done`, `failed` or `interrupted`: somebody cancelled it, or the service stopped while it ran.
                 * @example done
                 */
                status: string;
            }[];
            /** @description What to pass as `after` for the next page; `null` at the end. */
            next_cursor?: string | null;
        };
        /** @description One page of a list. */
        Page_Wallet: {
            /** @description The items. */
            data: {
                /**
                 * Format: int64
                 * @description Units ever given less taken by hand.
                 */
                adjusted: number;
                /**
                 * Format: int64
                 * @description Units that can be spent now.
                 */
                available: number;
                /**
                 * Format: int64
                 * @description Units held, pending ones included, less the debt.
                 */
                balance: number;
                /**
                 * Format: int64
                 * @description Units owed; what is earned next pays them off.
                 */
                debt: number;
                /**
                 * Format: int32
                 * @description How many of the units' last digits are decimals; 0 for points.
                 */
                decimals: number;
                /**
                 * Format: int64
                 * @description Units ever earned by rules.
                 */
                earned: number;
                /**
                 * Format: int64
                 * @description Units ever expired, less what rolled over.
                 */
                expired: number;
                /** @description What expires when, soonest first, 12 days at most. */
                expiring: components["schemas"]["Expiring"][];
                /**
                 * @description What people call it, in the asked language.
                 * @example 积分
                 */
                label: string;
                /**
                 * Format: int64
                 * @description Units that cannot be spent yet.
                 */
                pending: number;
                /**
                 * Format: int64
                 * @description Units ever spent.
                 */
                spent: number;
                /**
                 * @description Its name in the program.
                 * @example points
                 */
                wallet: string;
                worth?: components["schemas"]["Money"] | null;
            }[];
            /** @description What to pass as `after` for the next page; `null` at the end. */
            next_cursor?: string | null;
        };
        /** @description Units that paid a part of an order. */
        PaidData: {
            /** Format: int64 */
            units: number;
            value: components["schemas"]["Money"];
            wallet: string;
        };
        /** @description A return that waits for its order. */
        Parked: {
            /** @description Your id of the return. */
            event_id: string;
            /**
             * @description Always `parked`.
             * @example parked
             */
            status: string;
            /** @description The event_id of the order it waits for. */
            waiting_for: string;
        };
        /** @description A return in the list of those that wait. */
        ParkedItem: {
            /** @description Your id of the return. */
            event_id: string;
            /**
             * Format: date-time
             * @description Since when it waits.
             */
            since: string;
            /** @description The event_id of the order it waits for. */
            waiting_for: string;
        };
        /** @description The password of now and the next one. */
        PasswordRequest: {
            /** @description 10 characters at least, four of them different. */
            new_password: string;
            old_password: string;
        };
        /** @description The person behind a member. */
        Person: {
            /**
             * @description The number of the membership card.
             * @example 880012345674
             */
            card_number?: string | null;
            profile?: components["schemas"]["Profile"] | null;
            /**
             * @description `active`; `blocked`: spends nothing; `erased`: nobody is behind any more.
             * @example active
             */
            status: string;
        };
        /** @description All that is kept about a person. */
        PersonalData: {
            /**
             * Format: date-time
             * @description When this was written.
             */
            at: string;
            card_number?: string | null;
            channel?: string | null;
            ext_id?: string | null;
            home_store?: string | null;
            /** @example mem_0193f000000070008000000000000001 */
            id: string;
            /** Format: date-time */
            joined_at: string;
            /** @description In clear. */
            personal: components["schemas"]["Clear"];
            status: string;
            tags: string[];
        };
        /** @description Whose phone. */
        PhoneRequest: {
            /**
             * @description E.164, or a Chinese number.
             * @example 138 0013 8000
             */
            phone: string;
        };
        /** @description A program to start from 预设. */
        PresetItem: {
            /** @description What it does, in a sentence. */
            about: string;
            /** @description The document, as TOML. */
            document: string;
            /**
             * @description What people call it.
             * @example 零售基础
             */
            label: string;
            /**
             * @description Its name, which is the code of its program.
             * @example flat
             */
            name: string;
        };
        /** @description A problem document (RFC 9457). Business refusals carry the figures behind them as further members, such as `available`. */
        ProblemDocument: {
            /** @description What the cashier may read out, in the asked language. */
            cashier_text?: string | null;
            /**
             * @description The stable code of the kind of problem.
             * @example insufficient-points
             */
            code: string;
            /** @description What is wrong and what to do about it, in the asked language. */
            detail: string;
            /** @description Each fault of the request. */
            errors?: components["schemas"]["ProblemFault"][];
            /** @description The path of the request. */
            instance: string;
            /**
             * @description What to do next: `retry_same_id`, `fix_new_id`, `ask_member` or `stop`.
             * @example ask_member
             */
            next: string;
            /** @description Names the request in our logs. */
            request_id: string;
            /**
             * Format: int32
             * @description The HTTP status.
             */
            status: number;
            /** @description The kind in a few words, in the asked language. */
            title: string;
            /**
             * @description A page that explains the kind of problem.
             * @example /problems/insufficient-points
             */
            type: string;
        };
        /** @description One fault of a request. */
        ProblemFault: {
            /** @description The stable code. */
            code: string;
            /** @description What is wrong here and the remedy. */
            detail: string;
            /**
             * @description A JSON pointer into the body, or `?` and the name of a query parameter.
             * @example /lines/0/amount
             */
            pointer: string;
        };
        /** @description What is known of a person, masked. */
        Profile: {
            /** @example ****-08-** */
            birthday?: string | null;
            /** @example z***@example.com */
            email?: string | null;
            /** @example 张* */
            name?: string | null;
            /** @example 138****8000 */
            phone?: string | null;
        };
        /** @description What changes; what is left out stays, `null` takes away. */
        ProfileRequest: {
            /** @description `1991-08-15`, or `--08-15`. */
            birthday?: string | null;
            email?: string | null;
            name?: string | null;
        };
        /** @description A part of a program in sentences. */
        ProgramPart: {
            /** @description What people call it; may be empty. */
            label: string;
            /** @description Its name in the document; empty for the program itself and for what qualifies for tiers. */
            name: string;
            /** @description Its sentences. */
            sentences: components["schemas"]["ProgramSentence"][];
            /**
             * @description `program`, `wallet`, `rule`, `cap` or `tier`.
             * @example rule
             */
            subject: string;
            /** @description Of a rule or a cap: the wallet that it gives into or holds. */
            wallet?: string | null;
        };
        /** @description What a program document says, in the asked language. */
        ProgramReading: {
            /** @description The program's short name. */
            code: string;
            /** @description Its currency, ISO 4217. */
            currency: string;
            /**
             * Format: int32
             * @description How many of the last digits of its amounts are decimals: 2 for CNY.
             */
            currency_decimals: number;
            /** @description What people call it. */
            name: string;
            /** @description Its parts in sentences: the program itself, then wallets, rules, caps and tiers, each in document order. */
            parts: components["schemas"]["ProgramPart"][];
            /**
             * @description The IANA name of the zone of its days, months and midnights.
             * @example Asia/Shanghai
             */
            time_zone: string;
            /** @description Its wallets, in document order. */
            wallets: components["schemas"]["ProgramWallet"][];
        };
        /** @description What members are told of the program in force. */
        ProgramRules: {
            /** @description Its currency, ISO 4217. */
            currency: string;
            /**
             * Format: int32
             * @description How many of the last digits of its amounts are decimals: 2 for CNY.
             */
            currency_decimals: number;
            /** @description What people call the program. */
            name: string;
            /** @description Its rules by name, so that what names one can be read. */
            rules: components["schemas"]["RuleLabel"][];
            /** @description Sentences without a full stop, in document order under each heading. */
            sentences: components["schemas"]["RuleSentence"][];
            /** @description The tiers, lowest first. */
            tiers: components["schemas"]["TierRules"][];
            /**
             * @description The IANA name of the zone of its days, months and midnights.
             * @example Asia/Shanghai
             */
            time_zone: string;
            /**
             * Format: int32
             * @description The number of the version.
             */
            version: number;
            /** @description Its wallets, in document order. */
            wallets: components["schemas"]["ProgramWallet"][];
            worth?: components["schemas"]["UnitsWorth"] | null;
        };
        /** @description A sentence of a program. */
        ProgramSentence: {
            /**
             * @description Where the document says so.
             * @example wallets.points.expiry
             */
            path: string;
            /** @description The sentence, without a full stop. */
            text: string;
        };
        /** @description A version of the program 会员计划. */
        ProgramVersion: {
            /** @description The document as it was published: TOML, or a JSON object in a text. Not in lists. */
            document?: string | null;
            /** @description A note by the publisher. */
            note?: string | null;
            /**
             * Format: date-time
             * @description When it was published.
             */
            published_at: string;
            /** @description The name of the key or person that published it. */
            published_by: string;
            reading?: components["schemas"]["ProgramReading"] | null;
            /**
             * Format: date-time
             * @description From when on it decides.
             */
            starts_at: string;
            /**
             * Format: int32
             * @description 1, 2, 3, ...
             */
            version: number;
        };
        /** @description A wallet of a program. */
        ProgramWallet: {
            /**
             * Format: int32
             * @description How many of the units' last digits are decimals; 0 for points.
             */
            decimals: number;
            /** @description What people call it. */
            label: string;
            /** @description Whether its units can pay a part of an order. */
            pays: boolean;
            /** @description Its name in the program. */
            wallet: string;
        };
        /** @description That the member is there. */
        ProofReply: {
            /** Format: date-time */
            expires_at: string;
            /**
             * @description Stands for the member in orders and redemptions, and lets points be spent.
             * @example tok_…
             */
            token: string;
        };
        /** @description A program document to publish. */
        PublishRequest: {
            document: string | Record<string, never>;
            /** @description A note. */
            note?: string | null;
            /**
             * Format: date-time
             * @description From when on it decides; after the start of every earlier version and after everything recorded.
             * @example 2026-12-01T00:00:00+08:00
             */
            starts_at: string;
        };
        /** @description What an order would cost, earn and spend. */
        QuoteReply: {
            /** @description Which rules would apply, and why the others would not. */
            explanation: components["schemas"]["Explanation"];
            /**
             * @description The member; `null` where the order would enrol the member.
             * @example mem_0193f000000070008000000000000001
             */
            member?: string | null;
            /** @description What the receipt would show. */
            receipt: components["schemas"]["ReceiptReply"];
            refused?: components["schemas"]["Refused"] | null;
            /** @description What is left to pay after the units that pay a part. */
            to_pay: components["schemas"]["Money"];
            /** @description The price. */
            total: components["schemas"]["Money"];
        };
        /** @description Why personal data are asked for. */
        ReasonRequest: {
            /**
             * @description Goes into the audit log. A member who asks about oneself needs none.
             * @example 会员来电核对地址
             */
            reason?: string | null;
        };
        /** @description The figures of a receipt 小票. */
        ReceiptReply: {
            /** @description The wallets right after it. */
            balances: components["schemas"]["BalanceReply"][];
            /** @description Units that rules gave. */
            earned: components["schemas"]["Change"][];
            /** @description Units given back because of a return or a late event. */
            given_back?: components["schemas"]["Change"][];
            redeemed?: components["schemas"]["Redeemed"] | null;
            /** @description Units taken back because of a return or a late event. */
            taken_back?: components["schemas"]["Change"][];
            /** @description The tier right after it. */
            tier?: string | null;
            /** @description The tier before it, where it changed the tier. */
            tier_before?: string | null;
        };
        /** @description What a recorded command did. The same command again gets the same reply. */
        Recorded: {
            /** @description What it posted, what fell due before it included. Not in the reply to an order. */
            entries?: components["schemas"]["EntryItem"][] | null;
            /**
             * @description The caller's id.
             * @example 0042-7781
             */
            event_id: string;
            /**
             * @description Our id: `ord_…` of an order, `evt_…` of anything else.
             * @example ord_0193f0000000700080000000000000010000002a
             */
            id: string;
            /**
             * Format: int64
             * @description The event's number in the journal.
             */
            ledger_seq: number;
            /**
             * @description The member.
             * @example mem_0193f000000070008000000000000001
             */
            member: string;
            /**
             * Format: date-time
             * @description When it happened.
             */
            occurred_at: string;
            /** @description For the receipt that the member gets. */
            receipt: components["schemas"]["ReceiptReply"];
            /**
             * Format: date-time
             * @description When we recorded it.
             */
            recorded_at: string;
            /**
             * @description Always `accepted` here.
             * @example accepted
             */
            status: string;
        };
        /** @description Units spent and what they paid. */
        Redeemed: {
            /**
             * Format: int64
             * @description Units.
             */
            units: number;
            /** @description What they paid. */
            value: components["schemas"]["Money"];
            /**
             * @description The wallet.
             * @example points
             */
            wallet: string;
        };
        /** @description Units of a wallet that pay a part of an order. */
        RedeemRequest: {
            /**
             * Format: int64
             * @description Units to spend; what they pay follows from the program.
             * @example 500
             */
            units: number;
            /**
             * @description The wallet.
             * @example points
             */
            wallet: string;
        };
        /** @description A redemption. */
        RedemptionData: {
            purpose?: string | null;
            /** Format: int64 */
            units: number;
            value: components["schemas"]["Money"];
            wallet: string;
        };
        /** @description Units are spent outside an order: a voucher at the counter, a gift. */
        RedemptionRequest: {
            /**
             * @description Your id of this request, or the header `Idempotency-Key`.
             * @example gift-0042-118
             */
            event_id?: string | null;
            /**
             * @description The member: `mem_…`, `ext:` and your own number, or `tok_…` of who has shown to be there.
             * @example ext:crm-99812
             */
            member: string;
            /**
             * Format: date-time
             * @description When it happened.
             * @example 2026-11-21T19:06:02+08:00
             */
            occurred_at: string;
            /**
             * @description What for, in your own words. No personal data.
             * @example 10元优惠券
             */
            purpose?: string | null;
            /**
             * Format: int64
             * @description Units to spend.
             * @example 1000
             */
            units: number;
            /**
             * @description The wallet.
             * @example points
             */
            wallet: string;
        };
        /** @description Money that a return hands back. */
        Refund: {
            /**
             * Format: int64
             * @description In minor units (分): 12900 is 129.00.
             * @example 129000
             */
            amount: number;
            /**
             * @description ISO 4217.
             * @example CNY
             */
            currency: string;
        };
        /** @description Why a command would be refused. */
        Refused: {
            /** @description What the cashier may read out, in the asked language. */
            cashier_text: string;
            /**
             * @description The stable code.
             * @example insufficient-points
             */
            code: string;
            /** @description The figures behind it, such as `available`. */
            figures: {
                [key: string]: number;
            };
            /** @description What to do next. */
            next: components["schemas"]["Next"];
        };
        /** @description A refused command. */
        RefusedData: {
            /**
             * @description The stable code of the refusal.
             * @example insufficient-points
             */
            code: string;
            /** @description Which kind of command. */
            command: string;
        };
        /** @description A line of the reply to a batch: one a row, then the last. */
        ReplyLine: components["schemas"]["Row"] | components["schemas"]["LastLine"];
        /** @description A return. */
        ReturnData: {
            /** @description An amount given back on the order as a whole. */
            amount: components["schemas"]["Money"];
            lines: components["schemas"]["ReturnedLineData"][];
            /** @description The event_id of the order. */
            order_event_id: string;
            reason?: string | null;
        };
        /** @description A returned line: a quantity, an amount, or, with neither, all that was left of it. */
        ReturnedLineData: {
            /**
             * Format: int64
             * @description In minor units of the currency of the amount.
             */
            amount?: number | null;
            line_id: string;
            quantity?: string | null;
        };
        /** @description A line that came back: so many pieces of it, an amount of it, or, with neither, all that is left of it. */
        ReturnedLineRequest: {
            /**
             * Format: int64
             * @description How much of its price was given back, in minor units; the goods stay.
             */
            amount?: number | null;
            /**
             * @description The line of the order.
             * @example 1
             */
            line_id: string;
            quantity?: number | string | null;
        };
        /** @description What a return would take from the member and give back. */
        ReturnQuoteReply: {
            /**
             * @description The member; `null` where the order is not here yet.
             * @example mem_0193f000000070008000000000000001
             */
            member?: string | null;
            /** @description Whether it would wait for a second person, sent by who asks now: more than the limit of the settings would have been handed back on the order. */
            needs_approval: boolean;
            /** @description What the receipt would show. */
            receipt: components["schemas"]["ReceiptReply"];
            refund?: components["schemas"]["Money"] | null;
            refused?: components["schemas"]["Refused"] | null;
            /** @description The event_id of the order that the return would wait for, which is not here yet: what it takes and gives back is known once that has come. */
            waiting_for?: string | null;
        };
        /** @description Lines and/or an amount of an order came back. Many per order, each under its own `event_id`. */
        ReturnRequest: {
            amount?: components["schemas"]["MoneyRequest"] | null;
            /**
             * @description Your id of the return, or the header `Idempotency-Key`.
             * @example 0042-7790
             */
            event_id?: string | null;
            /** @description Lines that came back; at most 1000. */
            lines?: components["schemas"]["ReturnedLineRequest"][];
            /**
             * Format: date-time
             * @description When it came back.
             * @example 2026-11-23T11:00:00+08:00
             */
            occurred_at: string;
            /** @description Why, in your own words. No personal data. */
            reason?: string | null;
        };
        /** @description A role 角色. */
        RoleItem: {
            /** @description Who has it belongs to one store. */
            bound: boolean;
            /** @description What people call it, in the asked language. */
            label: string;
            role: string;
            /** @description What it may do. */
            scopes: string[];
        };
        /** @description One line of the reply to a batch. */
        Row: {
            /** @description The row's own id; `null` where it could not be read. */
            event_id?: string | null;
            /** @description A row of type `member`: the member had joined before, under another event. */
            existing?: boolean;
            /** @description Our id of the event. */
            id?: string | null;
            /**
             * Format: int64
             * @description The event's number in the journal.
             */
            ledger_seq?: number | null;
            /** @description The member. */
            member?: string | null;
            problem?: components["schemas"]["ProblemDocument"] | null;
            /** @description The first outcome, given once more. */
            replayed?: boolean;
            /** @description `parked`: it waits for its order. */
            state?: string | null;
            /**
             * Format: int32
             * @description What the row would have got as a request of its own: 201, 200, 202, 409, ...
             */
            status: number;
        };
        /** @description What a rule is called. */
        RuleLabel: {
            /**
             * @description What people call it; its name where nobody says.
             * @example 消费积分
             */
            label: string;
            /**
             * @description Its name in the program.
             * @example base
             */
            rule: string;
            /**
             * @description The wallet it gives into.
             * @example points
             */
            wallet: string;
        };
        /** @description A sentence under its heading. */
        RuleSentence: {
            /**
             * @description `earning`, `tiers`, `redemption` or `expiry`.
             * @example earning
             */
            section: string;
            /** @description The sentence, without a full stop. */
            text: string;
        };
        /** @description What a key or a role may do 权限. */
        ScopeItem: {
            /** @description What people call it, in the asked language. */
            label: string;
            /** @description A key that is bound to a store never holds it. */
            never_at_a_till: boolean;
            /** @example orders:write */
            scope: string;
        };
        /** @description A session of staff. */
        SessionItem: {
            /** @description What the browser calls itself. */
            agent: string;
            /** Format: date-time */
            created_at: string;
            /** @description The one that asks. */
            current: boolean;
            /** Format: date-time */
            expires_at: string;
            /** @example ses_0193f0000000700080000000 */
            id: string;
            /**
             * Format: date-time
             * @description Give or take five minutes.
             */
            last_seen_at: string;
            name: string;
            role: string;
            staff: string;
        };
        /** @description A store 门店. */
        ShopStore: {
            /** @description Whether it is open. */
            active: boolean;
            /**
             * @description As tills and orders name it.
             * @example sh-014
             */
            id: string;
            /** @description `own`, `joint` or `online`. */
            kind: string;
            /** @example 上海南京路店 */
            name: string;
            /**
             * @description An IANA time zone.
             * @example Asia/Shanghai
             */
            zone: string;
        };
        /** @description Name and password. */
        SignInRequest: {
            /**
             * @description The name to sign in with.
             * @example lin
             */
            name: string;
            /** @description The password. */
            password: string;
            /** @description The six digits of the authenticator app, for who has one. */
            totp?: string | null;
        };
        /** @description Somebody who works here 员工. */
        Staff: {
            /** Format: date-time */
            created_at: string;
            /** @example 林店长 */
            display_name: string;
            /** @example stf_0193f000000070008000000000000001 */
            id: string;
            /**
             * Format: date-time
             * @description Give or take five minutes.
             */
            last_seen_at?: string | null;
            /**
             * @description The name to sign in with.
             * @example lin
             */
            name: string;
            /** @example store_manager */
            role: string;
            /** @description `invited`, `active` or `disabled`. */
            status: string;
            /**
             * @description The store; `null`: all.
             * @example sh-014
             */
            store?: string | null;
            /** @description Signing in asks for a code of an authenticator app. */
            totp: boolean;
        };
        /** @description What changes; what is left out stays. */
        StaffPatchRequest: {
            /** @description What people call them. */
            display_name?: string | null;
            /** @description The role. */
            role?: string | null;
            /** @description `active` or `disabled`: who is disabled is signed out everywhere. */
            status?: string | null;
            /** @description The store; `null`: all. */
            store?: string | null;
        };
        /** @description Somebody to be invited. */
        StaffRequest: {
            /**
             * @description What people call them.
             * @example 林店长
             */
            display_name: string;
            /**
             * @description The name to sign in with: 2 to 40 letters, digits and `.-_`.
             * @example lin
             */
            name: string;
            /**
             * @description `owner`, `operator`, `analyst`, `service`, `store_manager` or `cashier`.
             * @example store_manager
             */
            role: string;
            /**
             * @description The store; needed for store managers and cashiers.
             * @example sh-014
             */
            store?: string | null;
        };
        /** @description A statement 对账单: for each wallet, `opening` plus the units of all entries is `closing`. */
        Statement: {
            /**
             * Format: date-time
             * @description From when on, inclusive.
             */
            from: string;
            /**
             * @description The member.
             * @example mem_0193f000000070008000000000000001
             */
            member: string;
            /**
             * Format: date-time
             * @description Until when, exclusive.
             */
            to: string;
            /** @description One part a wallet. */
            wallets: components["schemas"]["StatementWallet"][];
        };
        /** @description One line of a statement. */
        StatementLine: {
            /**
             * Format: int64
             * @description The balance after it.
             */
            balance: number;
            /** @description The entry. */
            entry: components["schemas"]["EntryItem"];
        };
        /** @description One wallet of a statement. */
        StatementWallet: {
            /**
             * Format: int64
             * @description The balance at its end.
             */
            closing: number;
            /** @description What happened in it, by business time. */
            lines: components["schemas"]["StatementLine"][];
            /**
             * Format: int64
             * @description The balance just before the span.
             */
            opening: number;
            /**
             * @description The wallet.
             * @example points
             */
            wallet: string;
        };
        /** @description A store. */
        StoreRequest: {
            /** @description Whether it is open; a closed one stays in the books. */
            active: boolean;
            /**
             * @description `own` 直营, `joint` 联营 or `online`.
             * @example own
             */
            kind: string;
            /**
             * @description What people call it.
             * @example 上海南京路店
             */
            name: string;
            /**
             * @description An IANA time zone.
             * @example Asia/Shanghai
             */
            zone: string;
        };
        /** @description How the rows of a batch fared. */
        Summary: {
            /** @description Recorded now. */
            created: number;
            /** @description Members who had joined before. */
            existing: number;
            /** @description Refused or not acceptable. */
            failed: number;
            /** @description Wait for their order. */
            parked: number;
            /** @description Had been recorded or refused before. */
            replayed: number;
            /** @description Rows read. */
            rows: number;
        };
        /** @description A member's tags. */
        TaggedData: {
            tags: string[];
        };
        /** @description The member's tags are now these. */
        TagsRequest: {
            /**
             * @description Your id of this request, or the header `Idempotency-Key`.
             * @example tag-99812-3
             */
            event_id?: string | null;
            /**
             * Format: date-time
             * @description Since when.
             * @example 2026-11-21T19:02:11+08:00
             */
            occurred_at: string;
            /** @description All tags of the member; at most 50. */
            tags: string[];
        };
        /** @description A tier. */
        Tier: {
            /**
             * @description What people call it, in the asked language.
             * @example 黄金
             */
            label: string;
            /**
             * @description Its name in the program.
             * @example gold
             */
            name: string;
        };
        /** @description What tiers go by. */
        TierMeasure: {
            /**
             * @description As the head of a column, in the asked language.
             * @example 近 12 个月消费
             */
            label: string;
            /**
             * @description The wallet that is measured, in its units; `null`: spend, in minor units of money.
             * @example growth
             */
            wallet?: string | null;
        };
        /** @description A tier and what it brings. */
        TierRules: {
            /** @description What the rules that ask for this tier give. */
            benefits: string[];
            /**
             * @description What people call it.
             * @example 黄金
             */
            label: string;
            /** @description How it is reached, as one of the sentences. */
            reached: string;
            /**
             * @description Its name in the program.
             * @example gold
             */
            tier: string;
        };
        /** @description Time that passed. */
        TimeData: Record<string, never>;
        /** @description A link's token. */
        TokenRequest: {
            /** @example inv_… */
            token: string;
        };
        /** @description The trial balance 试算平衡. */
        TrialBalanceReply: {
            /** @description The accounts; those of one wallet sum to zero. */
            accounts: components["schemas"]["Account"][];
            /**
             * Format: int64
             * @description Up to which number of the journal.
             */
            ledger_seq: number;
        };
        /** @description One order under two programs. */
        TryReply: {
            draft?: components["schemas"]["QuoteReply"] | null;
            live?: components["schemas"]["QuoteReply"] | null;
        };
        /** @description An order to try. */
        TryRequest: {
            document?: string | Record<string, never>;
            /** @description The order, as `POST /v1/quotes` takes it. */
            order: components["schemas"]["OrderRequest"];
        };
        /** @description Units and what they buy. */
        UnitsWorth: {
            /** @description Buy this. */
            amount: components["schemas"]["Money"];
            /**
             * Format: int64
             * @description So many units of the wallet.
             */
            points: number;
        };
        /** @description An audit 核账 that somebody asked for. */
        Verification: {
            /** @description Why it failed. */
            error?: string | null;
            /**
             * Format: date-time
             * @description When it ended.
             */
            finished_at?: string | null;
            /**
             * @description Its id; `null` for one that was not asked for as a job.
             * @example job_0193f000000070008000000000000001
             */
            id?: string | null;
            /** @description How far it is, in members; after the last one the journal is read. */
            progress: components["schemas"]["JobProgress"];
            result?: components["schemas"]["VerificationResult"] | null;
            /**
             * Format: date-time
             * @description When it was asked for.
             */
            started_at: string;
            /**
             * @description `running`, `done`, `failed` or `interrupted`: somebody cancelled it, or the service stopped while it ran.
             * @example done
             */
            status: string;
        };
        /** @description A difference between what is stored and what follows from the events. */
        VerificationFault: {
            /**
             * @description The member; `null` for the trial balance and the journal.
             * @example mem_0193f000000070008000000000000001
             */
            member?: string | null;
            /** @description What differs, what it should be and what it is. */
            text: string;
        };
        /** @description What an audit found. */
        VerificationResult: {
            /**
             * Format: int64
             * @description Members with a difference; one more each for the trial balance and for the journal. 0: everything agrees.
             */
            different: number;
            /**
             * Format: int64
             * @description Entries compared.
             */
            entries: number;
            /**
             * Format: int64
             * @description Events folded.
             */
            events: number;
            /** @description The first difference, if there is one. */
            faults: components["schemas"]["VerificationFault"][];
            /**
             * Format: date-time
             * @description When it ended.
             */
            finished_at: string;
            /**
             * Format: int64
             * @description Open lots compared.
             */
            lots: number;
            /**
             * Format: int64
             * @description Members folded afresh.
             */
            members: number;
        };
        /** @description Something waits for a second person. */
        Waiting: {
            /**
             * @description The approval that it waits for.
             * @example apr_0193f000000070008000000000000001
             */
            approval: string;
            /** @description `waiting` */
            status: string;
        };
        /** @description A wallet 账户 of a member. All figures are in its units. */
        Wallet: {
            /**
             * Format: int64
             * @description Units ever given less taken by hand.
             */
            adjusted: number;
            /**
             * Format: int64
             * @description Units that can be spent now.
             */
            available: number;
            /**
             * Format: int64
             * @description Units held, pending ones included, less the debt.
             */
            balance: number;
            /**
             * Format: int64
             * @description Units owed; what is earned next pays them off.
             */
            debt: number;
            /**
             * Format: int32
             * @description How many of the units' last digits are decimals; 0 for points.
             */
            decimals: number;
            /**
             * Format: int64
             * @description Units ever earned by rules.
             */
            earned: number;
            /**
             * Format: int64
             * @description Units ever expired, less what rolled over.
             */
            expired: number;
            /** @description What expires when, soonest first, 12 days at most. */
            expiring: components["schemas"]["Expiring"][];
            /**
             * @description What people call it, in the asked language.
             * @example 积分
             */
            label: string;
            /**
             * Format: int64
             * @description Units that cannot be spent yet.
             */
            pending: number;
            /**
             * Format: int64
             * @description Units ever spent.
             */
            spent: number;
            /**
             * @description Its name in the program.
             * @example points
             */
            wallet: string;
            worth?: components["schemas"]["Money"] | null;
        };
        /** @description By how much an event changed a wallet. */
        WalletChange: {
            /**
             * Format: int64
             * @description By how much what can be spent changed.
             */
            available: number;
            /**
             * Format: int32
             * @description How many of the units' last digits are decimals; 0 for points.
             */
            decimals: number;
            /**
             * @description What people call it, in the asked language.
             * @example 积分
             */
            label: string;
            /**
             * Format: int64
             * @description By how much the balance (pending units included) changed.
             */
            units: number;
            /**
             * @description The wallet.
             * @example points
             */
            wallet: string;
        };
        /** @description What a wallet is called. */
        WalletLabel: {
            /**
             * Format: int32
             * @description How many of the units' last digits are decimals; 0 for points.
             */
            decimals: number;
            /**
             * @description What people call it, in the asked language.
             * @example 积分
             */
            label: string;
            /**
             * @description Its name in the program.
             * @example points
             */
            wallet: string;
        };
    };
    responses: never;
    parameters: never;
    requestBodies: never;
    headers: never;
    pathItems: never;
}
export type $defs = Record<string, never>;
export interface operations {
    docs: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description `zh-CN` (default) or `en`: the language of texts and problems.
                 * @example zh-CN
                 */
                "Accept-Language"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A page */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "text/html": string;
                };
            };
            /** @description Anything else, as RFC 9457 says */
            default: {
                headers: {
                    /** @description 429 and 503: seconds until the same request may be sent again. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
        };
    };
    docs_script_licence: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description `zh-CN` (default) or `en`: the language of texts and problems.
                 * @example zh-CN
                 */
                "Accept-Language"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A text */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "text/plain": string;
                };
            };
            /** @description Anything else, as RFC 9457 says */
            default: {
                headers: {
                    /** @description 429 and 503: seconds until the same request may be sent again. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
        };
    };
    docs_script: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description `zh-CN` (default) or `en`: the language of texts and problems.
                 * @example zh-CN
                 */
                "Accept-Language"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A script */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "text/javascript": string;
                };
            };
            /** @description Anything else, as RFC 9457 says */
            default: {
                headers: {
                    /** @description 429 and 503: seconds until the same request may be sent again. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
        };
    };
    live: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description `zh-CN` (default) or `en`: the language of texts and problems.
                 * @example zh-CN
                 */
                "Accept-Language"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description It runs */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Health"] & {
                        /** @description Names the request in our logs. */
                        request_id: string;
                    };
                };
            };
            /** @description Anything else, as RFC 9457 says */
            default: {
                headers: {
                    /** @description 429 and 503: seconds until the same request may be sent again. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
        };
    };
    ready: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description `zh-CN` (default) or `en`: the language of texts and problems.
                 * @example zh-CN
                 */
                "Accept-Language"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description It takes requests */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Health"] & {
                        /** @description Names the request in our logs. */
                        request_id: string;
                    };
                };
            };
            /** @description Anything else, as RFC 9457 says */
            default: {
                headers: {
                    /** @description 429 and 503: seconds until the same request may be sent again. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
        };
    };
    metrics: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description `zh-CN` (default) or `en`: the language of texts and problems.
                 * @example zh-CN
                 */
                "Accept-Language"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The text format of Prometheus */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "text/plain": string;
                };
            };
            /** @description Anything else, as RFC 9457 says */
            default: {
                headers: {
                    /** @description 429 and 503: seconds until the same request may be sent again. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
        };
    };
    problems: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description `zh-CN` (default) or `en`: the language of texts and problems.
                 * @example zh-CN
                 */
                "Accept-Language"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A page */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "text/html": string;
                };
            };
            /** @description Anything else, as RFC 9457 says */
            default: {
                headers: {
                    /** @description 429 and 503: seconds until the same request may be sent again. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
        };
    };
    problem: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description `zh-CN` (default) or `en`: the language of texts and problems.
                 * @example zh-CN
                 */
                "Accept-Language"?: string;
            };
            path: {
                /**
                 * @description The stable code
                 * @example insufficient-points
                 */
                code: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A page */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "text/html": string;
                };
            };
            /** @description Anything else, as RFC 9457 says */
            default: {
                headers: {
                    /** @description 429 and 503: seconds until the same request may be sent again. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
        };
    };
    record_activity: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description `zh-CN` (default) or `en`: the language of texts and problems.
                 * @example zh-CN
                 */
                "Accept-Language"?: string;
                /** @description Stands for `event_id` where the body has none; where it has one, both are the same. */
                "Idempotency-Key"?: string;
                /**
                 * @description Whom the sender believes to be signed in: the `id` of `GET /v1/session`. Where it is somebody else by now, the answer is 409 `another-signed-in` and nothing is recorded.
                 * @example stf_0193f000000070008000000000000001
                 */
                "Tessera-Signed-In"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ActivityRequest"];
            };
        };
        responses: {
            /** @description The same request again */
            200: {
                headers: {
                    /** @description `true`: the first answer to this event, given once more. */
                    "Idempotent-Replayed"?: boolean;
                    /** @description What is left of the key's quota, if there is one, as `RateLimit-Policy` names it. */
                    RateLimit?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Recorded"] & {
                        /** @description Names the request in our logs. */
                        request_id: string;
                    };
                };
            };
            /** @description Recorded */
            201: {
                headers: {
                    /** @description What is left of the key's quota, if there is one, as `RateLimit-Policy` names it. */
                    RateLimit?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Recorded"] & {
                        /** @description Names the request in our logs. */
                        request_id: string;
                    };
                };
            };
            /** @description Anything else, as RFC 9457 says */
            default: {
                headers: {
                    /** @description 429 and 503: seconds until the same request may be sent again. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
        };
    };
    adjust: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description `zh-CN` (default) or `en`: the language of texts and problems.
                 * @example zh-CN
                 */
                "Accept-Language"?: string;
                /** @description Stands for `event_id` where the body has none; where it has one, both are the same. */
                "Idempotency-Key"?: string;
                /**
                 * @description Whom the sender believes to be signed in: the `id` of `GET /v1/session`. Where it is somebody else by now, the answer is 409 `another-signed-in` and nothing is recorded.
                 * @example stf_0193f000000070008000000000000001
                 */
                "Tessera-Signed-In"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["AdjustmentRequest"];
            };
        };
        responses: {
            /** @description The same request again */
            200: {
                headers: {
                    /** @description `true`: the first answer to this event, given once more. */
                    "Idempotent-Replayed"?: boolean;
                    /** @description What is left of the key's quota, if there is one, as `RateLimit-Policy` names it. */
                    RateLimit?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Recorded"] & {
                        /** @description Names the request in our logs. */
                        request_id: string;
                    };
                };
            };
            /** @description Recorded */
            201: {
                headers: {
                    /** @description What is left of the key's quota, if there is one, as `RateLimit-Policy` names it. */
                    RateLimit?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Recorded"] & {
                        /** @description Names the request in our logs. */
                        request_id: string;
                    };
                };
            };
            /** @description It waits for a second person */
            202: {
                headers: {
                    /** @description What is left of the key's quota, if there is one, as `RateLimit-Policy` names it. */
                    RateLimit?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Waiting"] & {
                        /** @description Names the request in our logs. */
                        request_id: string;
                    };
                };
            };
            /** @description Anything else, as RFC 9457 says */
            default: {
                headers: {
                    /** @description 429 and 503: seconds until the same request may be sent again. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
        };
    };
    list_approvals: {
        parameters: {
            query?: {
                /** @description `next_cursor` of the page before. */
                after?: string;
                /** @description How many, 1 to 500. */
                limit?: number;
                /** @description Whether those that wait say whom they are about and what doing them now would do (`who`, `outlook`). Left out: no. */
                outlook?: boolean;
                /** @description `waiting`, what was approved and is not done yet included; `done`: all others; or `all` (if left out). */
                status?: string;
            };
            header?: {
                /**
                 * @description `zh-CN` (default) or `en`: the language of texts and problems.
                 * @example zh-CN
                 */
                "Accept-Language"?: string;
                /**
                 * @description Whom the sender believes to be signed in: the `id` of `GET /v1/session`. Where it is somebody else by now, the answer is 409 `another-signed-in` and nothing is recorded.
                 * @example stf_0193f000000070008000000000000001
                 */
                "Tessera-Signed-In"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A page of approvals */
            200: {
                headers: {
                    /** @description What is left of the key's quota, if there is one, as `RateLimit-Policy` names it. */
                    RateLimit?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Page_Approval"] & {
                        /** @description Names the request in our logs. */
                        request_id: string;
                    };
                };
            };
            /** @description Anything else, as RFC 9457 says */
            default: {
                headers: {
                    /** @description 429 and 503: seconds until the same request may be sent again. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
        };
    };
    get_approval: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description `zh-CN` (default) or `en`: the language of texts and problems.
                 * @example zh-CN
                 */
                "Accept-Language"?: string;
                /**
                 * @description Whom the sender believes to be signed in: the `id` of `GET /v1/session`. Where it is somebody else by now, the answer is 409 `another-signed-in` and nothing is recorded.
                 * @example stf_0193f000000070008000000000000001
                 */
                "Tessera-Signed-In"?: string;
            };
            path: {
                /** @description `apr_…` */
                approval: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The approval */
            200: {
                headers: {
                    /** @description What is left of the key's quota, if there is one, as `RateLimit-Policy` names it. */
                    RateLimit?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Approval"] & {
                        /** @description Names the request in our logs. */
                        request_id: string;
                    };
                };
            };
            /** @description Anything else, as RFC 9457 says */
            default: {
                headers: {
                    /** @description 429 and 503: seconds until the same request may be sent again. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
        };
    };
    approve: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description `zh-CN` (default) or `en`: the language of texts and problems.
                 * @example zh-CN
                 */
                "Accept-Language"?: string;
                /**
                 * @description Whom the sender believes to be signed in: the `id` of `GET /v1/session`. Where it is somebody else by now, the answer is 409 `another-signed-in` and nothing is recorded.
                 * @example stf_0193f000000070008000000000000001
                 */
                "Tessera-Signed-In"?: string;
            };
            path: {
                /** @description `apr_…` */
                approval: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["DecisionRequest"];
            };
        };
        responses: {
            /** @description Approved and done, or `failed` with the reason */
            200: {
                headers: {
                    /** @description What is left of the key's quota, if there is one, as `RateLimit-Policy` names it. */
                    RateLimit?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Approval"] & {
                        /** @description Names the request in our logs. */
                        request_id: string;
                    };
                };
            };
            /** @description Anything else, as RFC 9457 says */
            default: {
                headers: {
                    /** @description 429 and 503: seconds until the same request may be sent again. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
        };
    };
    reject: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description `zh-CN` (default) or `en`: the language of texts and problems.
                 * @example zh-CN
                 */
                "Accept-Language"?: string;
                /**
                 * @description Whom the sender believes to be signed in: the `id` of `GET /v1/session`. Where it is somebody else by now, the answer is 409 `another-signed-in` and nothing is recorded.
                 * @example stf_0193f000000070008000000000000001
                 */
                "Tessera-Signed-In"?: string;
            };
            path: {
                /** @description `apr_…` */
                approval: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["DecisionRequest"];
            };
        };
        responses: {
            /** @description Rejected */
            200: {
                headers: {
                    /** @description What is left of the key's quota, if there is one, as `RateLimit-Policy` names it. */
                    RateLimit?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Approval"] & {
                        /** @description Names the request in our logs. */
                        request_id: string;
                    };
                };
            };
            /** @description Anything else, as RFC 9457 says */
            default: {
                headers: {
                    /** @description 429 and 503: seconds until the same request may be sent again. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
        };
    };
    withdraw_approval: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description `zh-CN` (default) or `en`: the language of texts and problems.
                 * @example zh-CN
                 */
                "Accept-Language"?: string;
                /**
                 * @description Whom the sender believes to be signed in: the `id` of `GET /v1/session`. Where it is somebody else by now, the answer is 409 `another-signed-in` and nothing is recorded.
                 * @example stf_0193f000000070008000000000000001
                 */
                "Tessera-Signed-In"?: string;
            };
            path: {
                /** @description `apr_…` */
                approval: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["DecisionRequest"];
            };
        };
        responses: {
            /** @description Withdrawn */
            200: {
                headers: {
                    /** @description What is left of the key's quota, if there is one, as `RateLimit-Policy` names it. */
                    RateLimit?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Approval"] & {
                        /** @description Names the request in our logs. */
                        request_id: string;
                    };
                };
            };
            /** @description Anything else, as RFC 9457 says */
            default: {
                headers: {
                    /** @description 429 and 503: seconds until the same request may be sent again. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
        };
    };
    list_audit: {
        parameters: {
            query?: {
                /** @description Whose method or address contains this. */
                action?: string;
                /** @description `next_cursor` of the page before. */
                after?: string;
                /** @description How many, 1 to 500. */
                limit?: number;
                /** @description Of this member of staff or key. */
                staff?: string;
            };
            header?: {
                /**
                 * @description `zh-CN` (default) or `en`: the language of texts and problems.
                 * @example zh-CN
                 */
                "Accept-Language"?: string;
                /**
                 * @description Whom the sender believes to be signed in: the `id` of `GET /v1/session`. Where it is somebody else by now, the answer is 409 `another-signed-in` and nothing is recorded.
                 * @example stf_0193f000000070008000000000000001
                 */
                "Tessera-Signed-In"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A page of actions */
            200: {
                headers: {
                    /** @description What is left of the key's quota, if there is one, as `RateLimit-Policy` names it. */
                    RateLimit?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Page_AuditItem"] & {
                        /** @description Names the request in our logs. */
                        request_id: string;
                    };
                };
            };
            /** @description Anything else, as RFC 9457 says */
            default: {
                headers: {
                    /** @description 429 and 503: seconds until the same request may be sent again. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
        };
    };
    list_backtests: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description `zh-CN` (default) or `en`: the language of texts and problems.
                 * @example zh-CN
                 */
                "Accept-Language"?: string;
                /**
                 * @description Whom the sender believes to be signed in: the `id` of `GET /v1/session`. Where it is somebody else by now, the answer is 409 `another-signed-in` and nothing is recorded.
                 * @example stf_0193f000000070008000000000000001
                 */
                "Tessera-Signed-In"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description All backtests */
            200: {
                headers: {
                    /** @description What is left of the key's quota, if there is one, as `RateLimit-Policy` names it. */
                    RateLimit?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Page_Job"] & {
                        /** @description Names the request in our logs. */
                        request_id: string;
                    };
                };
            };
            /** @description Anything else, as RFC 9457 says */
            default: {
                headers: {
                    /** @description 429 and 503: seconds until the same request may be sent again. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
        };
    };
    start_backtest: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description `zh-CN` (default) or `en`: the language of texts and problems.
                 * @example zh-CN
                 */
                "Accept-Language"?: string;
                /**
                 * @description Whom the sender believes to be signed in: the `id` of `GET /v1/session`. Where it is somebody else by now, the answer is 409 `another-signed-in` and nothing is recorded.
                 * @example stf_0193f000000070008000000000000001
                 */
                "Tessera-Signed-In"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["BacktestRequest"];
            };
        };
        responses: {
            /** @description Begun */
            202: {
                headers: {
                    /** @description What is left of the key's quota, if there is one, as `RateLimit-Policy` names it. */
                    RateLimit?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Job"] & {
                        /** @description Names the request in our logs. */
                        request_id: string;
                    };
                };
            };
            /** @description Anything else, as RFC 9457 says */
            default: {
                headers: {
                    /** @description 429 and 503: seconds until the same request may be sent again. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
        };
    };
    get_backtest: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description `zh-CN` (default) or `en`: the language of texts and problems.
                 * @example zh-CN
                 */
                "Accept-Language"?: string;
                /**
                 * @description Whom the sender believes to be signed in: the `id` of `GET /v1/session`. Where it is somebody else by now, the answer is 409 `another-signed-in` and nothing is recorded.
                 * @example stf_0193f000000070008000000000000001
                 */
                "Tessera-Signed-In"?: string;
            };
            path: {
                /** @description `job_…` */
                job: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The backtest */
            200: {
                headers: {
                    /** @description What is left of the key's quota, if there is one, as `RateLimit-Policy` names it. */
                    RateLimit?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Job"] & {
                        /** @description Names the request in our logs. */
                        request_id: string;
                    };
                };
            };
            /** @description Anything else, as RFC 9457 says */
            default: {
                headers: {
                    /** @description 429 and 503: seconds until the same request may be sent again. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
        };
    };
    send_batch: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description `zh-CN` (default) or `en`: the language of texts and problems.
                 * @example zh-CN
                 */
                "Accept-Language"?: string;
                /**
                 * @description Whom the sender believes to be signed in: the `id` of `GET /v1/session`. Where it is somebody else by now, the answer is 409 `another-signed-in` and nothing is recorded.
                 * @example stf_0193f000000070008000000000000001
                 */
                "Tessera-Signed-In"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/x-ndjson": string;
            };
        };
        responses: {
            /** @description One line a row, then the summary */
            200: {
                headers: {
                    /** @description What is left of the key's quota, if there is one, as `RateLimit-Policy` names it. */
                    RateLimit?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/x-ndjson": components["schemas"]["ReplyLine"];
                };
            };
            /** @description Anything else, as RFC 9457 says */
            default: {
                headers: {
                    /** @description 429 and 503: seconds until the same request may be sent again. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
        };
    };
    list_events: {
        parameters: {
            query?: {
                /** @description The last `ledger_seq` seen; 0 or left out: from the start. */
                after_seq?: number;
                /** @description How many, 1 to 500. */
                limit?: number;
            };
            header?: {
                /**
                 * @description `zh-CN` (default) or `en`: the language of texts and problems.
                 * @example zh-CN
                 */
                "Accept-Language"?: string;
                /**
                 * @description Whom the sender believes to be signed in: the `id` of `GET /v1/session`. Where it is somebody else by now, the answer is 409 `another-signed-in` and nothing is recorded.
                 * @example stf_0193f000000070008000000000000001
                 */
                "Tessera-Signed-In"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A stretch of the feed */
            200: {
                headers: {
                    /** @description What is left of the key's quota, if there is one, as `RateLimit-Policy` names it. */
                    RateLimit?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Feed"] & {
                        /** @description Names the request in our logs. */
                        request_id: string;
                    };
                };
            };
            /** @description Anything else, as RFC 9457 says */
            default: {
                headers: {
                    /** @description 429 and 503: seconds until the same request may be sent again. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
        };
    };
    get_figures: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description `zh-CN` (default) or `en`: the language of texts and problems.
                 * @example zh-CN
                 */
                "Accept-Language"?: string;
                /**
                 * @description Whom the sender believes to be signed in: the `id` of `GET /v1/session`. Where it is somebody else by now, the answer is 409 `another-signed-in` and nothing is recorded.
                 * @example stf_0193f000000070008000000000000001
                 */
                "Tessera-Signed-In"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The figures */
            200: {
                headers: {
                    /** @description What is left of the key's quota, if there is one, as `RateLimit-Policy` names it. */
                    RateLimit?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["FiguresReply"] & {
                        /** @description Names the request in our logs. */
                        request_id: string;
                    };
                };
            };
            /** @description Anything else, as RFC 9457 says */
            default: {
                headers: {
                    /** @description 429 and 503: seconds until the same request may be sent again. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
        };
    };
    renew_figures: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description `zh-CN` (default) or `en`: the language of texts and problems.
                 * @example zh-CN
                 */
                "Accept-Language"?: string;
                /**
                 * @description Whom the sender believes to be signed in: the `id` of `GET /v1/session`. Where it is somebody else by now, the answer is 409 `another-signed-in` and nothing is recorded.
                 * @example stf_0193f000000070008000000000000001
                 */
                "Tessera-Signed-In"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The figures as they are now */
            202: {
                headers: {
                    /** @description What is left of the key's quota, if there is one, as `RateLimit-Policy` names it. */
                    RateLimit?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["FiguresReply"] & {
                        /** @description Names the request in our logs. */
                        request_id: string;
                    };
                };
            };
            /** @description Anything else, as RFC 9457 says */
            default: {
                headers: {
                    /** @description 429 and 503: seconds until the same request may be sent again. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
        };
    };
    list_imports: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description `zh-CN` (default) or `en`: the language of texts and problems.
                 * @example zh-CN
                 */
                "Accept-Language"?: string;
                /**
                 * @description Whom the sender believes to be signed in: the `id` of `GET /v1/session`. Where it is somebody else by now, the answer is 409 `another-signed-in` and nothing is recorded.
                 * @example stf_0193f000000070008000000000000001
                 */
                "Tessera-Signed-In"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description All imports */
            200: {
                headers: {
                    /** @description What is left of the key's quota, if there is one, as `RateLimit-Policy` names it. */
                    RateLimit?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Page_Import"] & {
                        /** @description Names the request in our logs. */
                        request_id: string;
                    };
                };
            };
            /** @description Anything else, as RFC 9457 says */
            default: {
                headers: {
                    /** @description 429 and 503: seconds until the same request may be sent again. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
        };
    };
    start_import: {
        parameters: {
            query?: {
                /** @description Record nothing; count what would be. */
                dry_run?: boolean;
                /**
                 * @description Which column is which field, as a JSON object: the `mapping` of a preview. Without it, columns are recognised by well-known names.
                 * @example {"order_id":"receipt","member_id":"card","ordered_at":"date + time","amount":"net"}
                 */
                mapping?: string;
                /**
                 * @description The file's name, for the list of imports and for messages.
                 * @example orders.csv
                 */
                name?: string;
            };
            header?: {
                /**
                 * @description `zh-CN` (default) or `en`: the language of texts and problems.
                 * @example zh-CN
                 */
                "Accept-Language"?: string;
                /**
                 * @description Whom the sender believes to be signed in: the `id` of `GET /v1/session`. Where it is somebody else by now, the answer is 409 `another-signed-in` and nothing is recorded.
                 * @example stf_0193f000000070008000000000000001
                 */
                "Tessera-Signed-In"?: string;
            };
            path?: never;
            cookie?: never;
        };
        /** @description The file */
        requestBody: {
            content: {
                "application/octet-stream": number[];
            };
        };
        responses: {
            /** @description Begun */
            202: {
                headers: {
                    /** @description What is left of the key's quota, if there is one, as `RateLimit-Policy` names it. */
                    RateLimit?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Import"] & {
                        /** @description Names the request in our logs. */
                        request_id: string;
                    };
                };
            };
            /** @description Anything else, as RFC 9457 says */
            default: {
                headers: {
                    /** @description 429 and 503: seconds until the same request may be sent again. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
        };
    };
    get_import: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description `zh-CN` (default) or `en`: the language of texts and problems.
                 * @example zh-CN
                 */
                "Accept-Language"?: string;
                /**
                 * @description Whom the sender believes to be signed in: the `id` of `GET /v1/session`. Where it is somebody else by now, the answer is 409 `another-signed-in` and nothing is recorded.
                 * @example stf_0193f000000070008000000000000001
                 */
                "Tessera-Signed-In"?: string;
            };
            path: {
                /** @description `job_…` */
                import: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The import */
            200: {
                headers: {
                    /** @description What is left of the key's quota, if there is one, as `RateLimit-Policy` names it. */
                    RateLimit?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Import"] & {
                        /** @description Names the request in our logs. */
                        request_id: string;
                    };
                };
            };
            /** @description Anything else, as RFC 9457 says */
            default: {
                headers: {
                    /** @description 429 and 503: seconds until the same request may be sent again. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
        };
    };
    cancel_import: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description `zh-CN` (default) or `en`: the language of texts and problems.
                 * @example zh-CN
                 */
                "Accept-Language"?: string;
                /**
                 * @description Whom the sender believes to be signed in: the `id` of `GET /v1/session`. Where it is somebody else by now, the answer is 409 `another-signed-in` and nothing is recorded.
                 * @example stf_0193f000000070008000000000000001
                 */
                "Tessera-Signed-In"?: string;
            };
            path: {
                /** @description `job_…` */
                import: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description As it stands now */
            202: {
                headers: {
                    /** @description What is left of the key's quota, if there is one, as `RateLimit-Policy` names it. */
                    RateLimit?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Import"] & {
                        /** @description Names the request in our logs. */
                        request_id: string;
                    };
                };
            };
            /** @description Anything else, as RFC 9457 says */
            default: {
                headers: {
                    /** @description 429 and 503: seconds until the same request may be sent again. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
        };
    };
    get_rejected_rows: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description `zh-CN` (default) or `en`: the language of texts and problems.
                 * @example zh-CN
                 */
                "Accept-Language"?: string;
                /**
                 * @description Whom the sender believes to be signed in: the `id` of `GET /v1/session`. Where it is somebody else by now, the answer is 409 `another-signed-in` and nothing is recorded.
                 * @example stf_0193f000000070008000000000000001
                 */
                "Tessera-Signed-In"?: string;
            };
            path: {
                /** @description `job_…` */
                import: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The list */
            200: {
                headers: {
                    /** @description What is left of the key's quota, if there is one, as `RateLimit-Policy` names it. */
                    RateLimit?: string;
                    [name: string]: unknown;
                };
                content: {
                    "text/csv": string;
                };
            };
            /** @description Anything else, as RFC 9457 says */
            default: {
                headers: {
                    /** @description 429 and 503: seconds until the same request may be sent again. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
        };
    };
    preview_import: {
        parameters: {
            query?: {
                /**
                 * @description The file's name, for messages.
                 * @example orders.csv
                 */
                name?: string;
            };
            header?: {
                /**
                 * @description `zh-CN` (default) or `en`: the language of texts and problems.
                 * @example zh-CN
                 */
                "Accept-Language"?: string;
                /**
                 * @description Whom the sender believes to be signed in: the `id` of `GET /v1/session`. Where it is somebody else by now, the answer is 409 `another-signed-in` and nothing is recorded.
                 * @example stf_0193f000000070008000000000000001
                 */
                "Tessera-Signed-In"?: string;
            };
            path?: never;
            cookie?: never;
        };
        /** @description The file, or its beginning */
        requestBody: {
            content: {
                "application/octet-stream": number[];
            };
        };
        responses: {
            /** @description What is in it */
            200: {
                headers: {
                    /** @description What is left of the key's quota, if there is one, as `RateLimit-Policy` names it. */
                    RateLimit?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ImportPreview"] & {
                        /** @description Names the request in our logs. */
                        request_id: string;
                    };
                };
            };
            /** @description Anything else, as RFC 9457 says */
            default: {
                headers: {
                    /** @description 429 and 503: seconds until the same request may be sent again. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
        };
    };
    accept_invitation: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description `zh-CN` (default) or `en`: the language of texts and problems.
                 * @example zh-CN
                 */
                "Accept-Language"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["AcceptRequest"];
            };
        };
        responses: {
            /** @description Signed in */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Caller"] & {
                        /** @description Names the request in our logs. */
                        request_id: string;
                    };
                };
            };
            /** @description Anything else, as RFC 9457 says */
            default: {
                headers: {
                    /** @description 429 and 503: seconds until the same request may be sent again. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
        };
    };
    look_at_invitation: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description `zh-CN` (default) or `en`: the language of texts and problems.
                 * @example zh-CN
                 */
                "Accept-Language"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["TokenRequest"];
            };
        };
        responses: {
            /** @description Whom it is for */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["InvitationReply"] & {
                        /** @description Names the request in our logs. */
                        request_id: string;
                    };
                };
            };
            /** @description Anything else, as RFC 9457 says */
            default: {
                headers: {
                    /** @description 429 and 503: seconds until the same request may be sent again. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
        };
    };
    list_keys: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description `zh-CN` (default) or `en`: the language of texts and problems.
                 * @example zh-CN
                 */
                "Accept-Language"?: string;
                /**
                 * @description Whom the sender believes to be signed in: the `id` of `GET /v1/session`. Where it is somebody else by now, the answer is 409 `another-signed-in` and nothing is recorded.
                 * @example stf_0193f000000070008000000000000001
                 */
                "Tessera-Signed-In"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description All keys */
            200: {
                headers: {
                    /** @description What is left of the key's quota, if there is one, as `RateLimit-Policy` names it. */
                    RateLimit?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Page_Key"] & {
                        /** @description Names the request in our logs. */
                        request_id: string;
                    };
                };
            };
            /** @description Anything else, as RFC 9457 says */
            default: {
                headers: {
                    /** @description 429 and 503: seconds until the same request may be sent again. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
        };
    };
    create_key: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description `zh-CN` (default) or `en`: the language of texts and problems.
                 * @example zh-CN
                 */
                "Accept-Language"?: string;
                /**
                 * @description Whom the sender believes to be signed in: the `id` of `GET /v1/session`. Where it is somebody else by now, the answer is 409 `another-signed-in` and nothing is recorded.
                 * @example stf_0193f000000070008000000000000001
                 */
                "Tessera-Signed-In"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["KeyRequest"];
            };
        };
        responses: {
            /** @description Made */
            201: {
                headers: {
                    /** @description What is left of the key's quota, if there is one, as `RateLimit-Policy` names it. */
                    RateLimit?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["NewKey"] & {
                        /** @description Names the request in our logs. */
                        request_id: string;
                    };
                };
            };
            /** @description Anything else, as RFC 9457 says */
            default: {
                headers: {
                    /** @description 429 and 503: seconds until the same request may be sent again. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
        };
    };
    revoke_key: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description `zh-CN` (default) or `en`: the language of texts and problems.
                 * @example zh-CN
                 */
                "Accept-Language"?: string;
                /**
                 * @description Whom the sender believes to be signed in: the `id` of `GET /v1/session`. Where it is somebody else by now, the answer is 409 `another-signed-in` and nothing is recorded.
                 * @example stf_0193f000000070008000000000000001
                 */
                "Tessera-Signed-In"?: string;
            };
            path: {
                /** @description `key_…` */
                key: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Revoked */
            200: {
                headers: {
                    /** @description What is left of the key's quota, if there is one, as `RateLimit-Policy` names it. */
                    RateLimit?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Key"] & {
                        /** @description Names the request in our logs. */
                        request_id: string;
                    };
                };
            };
            /** @description Anything else, as RFC 9457 says */
            default: {
                headers: {
                    /** @description 429 and 503: seconds until the same request may be sent again. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
        };
    };
    sign_in_member: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description `zh-CN` (default) or `en`: the language of texts and problems.
                 * @example zh-CN
                 */
                "Accept-Language"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["MemberSignInRequest"];
            };
        };
        responses: {
            /** @description Signed in */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["MemberSignedIn"] & {
                        /** @description Names the request in our logs. */
                        request_id: string;
                    };
                };
            };
            /** @description Anything else, as RFC 9457 says */
            default: {
                headers: {
                    /** @description 429 and 503: seconds until the same request may be sent again. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
        };
    };
    send_sign_in_code: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description `zh-CN` (default) or `en`: the language of texts and problems.
                 * @example zh-CN
                 */
                "Accept-Language"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["PhoneRequest"];
            };
        };
        responses: {
            /** @description It is on its way */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CodeSent"] & {
                        /** @description Names the request in our logs. */
                        request_id: string;
                    };
                };
            };
            /** @description Anything else, as RFC 9457 says */
            default: {
                headers: {
                    /** @description 429 and 503: seconds until the same request may be sent again. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
        };
    };
    list_members: {
        parameters: {
            query?: {
                /** @description `next_cursor` of the page before. */
                after?: string;
                /** @description Only who joined here: `pos`, `web`, ... */
                channel?: string;
                /** @description Only who joined before this instant. */
                joined_before?: string;
                /** @description Only who joined at or after this instant. */
                joined_from?: string;
                /** @description How many, 1 to 500. */
                limit?: number;
                /** @description `oldest` (default) or `newest` first. */
                order?: string;
                /** @description Only whom this store won. */
                store?: string;
                /** @description Only who has this tag now. */
                tag?: string;
                /** @description Only who holds this tier now, by its name in the program. Who was given none yet has the first one. */
                tier?: string;
            };
            header?: {
                /**
                 * @description `zh-CN` (default) or `en`: the language of texts and problems.
                 * @example zh-CN
                 */
                "Accept-Language"?: string;
                /**
                 * @description Whom the sender believes to be signed in: the `id` of `GET /v1/session`. Where it is somebody else by now, the answer is 409 `another-signed-in` and nothing is recorded.
                 * @example stf_0193f000000070008000000000000001
                 */
                "Tessera-Signed-In"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A page of members */
            200: {
                headers: {
                    /** @description What is left of the key's quota, if there is one, as `RateLimit-Policy` names it. */
                    RateLimit?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["MemberPage"] & {
                        /** @description Names the request in our logs. */
                        request_id: string;
                    };
                };
            };
            /** @description Anything else, as RFC 9457 says */
            default: {
                headers: {
                    /** @description 429 and 503: seconds until the same request may be sent again. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
        };
    };
    enrol_member: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description `zh-CN` (default) or `en`: the language of texts and problems.
                 * @example zh-CN
                 */
                "Accept-Language"?: string;
                /** @description Stands for `event_id` where the body has none; where it has one, both are the same. */
                "Idempotency-Key"?: string;
                /**
                 * @description Whom the sender believes to be signed in: the `id` of `GET /v1/session`. Where it is somebody else by now, the answer is 409 `another-signed-in` and nothing is recorded.
                 * @example stf_0193f000000070008000000000000001
                 */
                "Tessera-Signed-In"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["MemberRequest"];
            };
        };
        responses: {
            /** @description A member already, or the same request again */
            200: {
                headers: {
                    /** @description `true`: the first answer to this event, given once more. */
                    "Idempotent-Replayed"?: boolean;
                    /** @description What is left of the key's quota, if there is one, as `RateLimit-Policy` names it. */
                    RateLimit?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Enrolled"] & {
                        /** @description Names the request in our logs. */
                        request_id: string;
                    };
                };
            };
            /** @description Enrolled */
            201: {
                headers: {
                    /** @description What is left of the key's quota, if there is one, as `RateLimit-Policy` names it. */
                    RateLimit?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Enrolled"] & {
                        /** @description Names the request in our logs. */
                        request_id: string;
                    };
                };
            };
            /** @description Anything else, as RFC 9457 says */
            default: {
                headers: {
                    /** @description 429 and 503: seconds until the same request may be sent again. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
        };
    };
    get_member: {
        parameters: {
            query?: {
                /**
                 * @description The instant to show the member at, past or future, everything at that instant included; now if left out. Write `+` as `%2B`.
                 * @example 2026-12-31T23:59:59Z
                 */
                at?: string;
            };
            header?: {
                /**
                 * @description `zh-CN` (default) or `en`: the language of texts and problems.
                 * @example zh-CN
                 */
                "Accept-Language"?: string;
                /**
                 * @description Whom the sender believes to be signed in: the `id` of `GET /v1/session`. Where it is somebody else by now, the answer is 409 `another-signed-in` and nothing is recorded.
                 * @example stf_0193f000000070008000000000000001
                 */
                "Tessera-Signed-In"?: string;
            };
            path: {
                /** @description `mem_…`, `ext:` and your own number, `card:` and the card's; `me` for a member who is signed in */
                member: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The member */
            200: {
                headers: {
                    /** @description What is left of the key's quota, if there is one, as `RateLimit-Policy` names it. */
                    RateLimit?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Member"] & {
                        /** @description Names the request in our logs. */
                        request_id: string;
                    };
                };
            };
            /** @description Anything else, as RFC 9457 says */
            default: {
                headers: {
                    /** @description 429 and 503: seconds until the same request may be sent again. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
        };
    };
    block_member: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description `zh-CN` (default) or `en`: the language of texts and problems.
                 * @example zh-CN
                 */
                "Accept-Language"?: string;
                /**
                 * @description Whom the sender believes to be signed in: the `id` of `GET /v1/session`. Where it is somebody else by now, the answer is 409 `another-signed-in` and nothing is recorded.
                 * @example stf_0193f000000070008000000000000001
                 */
                "Tessera-Signed-In"?: string;
            };
            path: {
                /** @description `mem_…` or `ext:` and your own number */
                member: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ReasonRequest"];
            };
        };
        responses: {
            /** @description As it is now */
            200: {
                headers: {
                    /** @description What is left of the key's quota, if there is one, as `RateLimit-Policy` names it. */
                    RateLimit?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Person"] & {
                        /** @description Names the request in our logs. */
                        request_id: string;
                    };
                };
            };
            /** @description Anything else, as RFC 9457 says */
            default: {
                headers: {
                    /** @description 429 and 503: seconds until the same request may be sent again. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
        };
    };
    get_member_code: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description `zh-CN` (default) or `en`: the language of texts and problems.
                 * @example zh-CN
                 */
                "Accept-Language"?: string;
                /**
                 * @description Whom the sender believes to be signed in: the `id` of `GET /v1/session`. Where it is somebody else by now, the answer is 409 `another-signed-in` and nothing is recorded.
                 * @example stf_0193f000000070008000000000000001
                 */
                "Tessera-Signed-In"?: string;
            };
            path: {
                /** @description `me` */
                member: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The code */
            200: {
                headers: {
                    /** @description What is left of the key's quota, if there is one, as `RateLimit-Policy` names it. */
                    RateLimit?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["MemberCode"] & {
                        /** @description Names the request in our logs. */
                        request_id: string;
                    };
                };
            };
            /** @description Anything else, as RFC 9457 says */
            default: {
                headers: {
                    /** @description 429 and 503: seconds until the same request may be sent again. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
        };
    };
    list_entries: {
        parameters: {
            query?: {
                /** @description `next_cursor` of the page before. */
                after?: string;
                /** @description Explain each event: which rules applied, and why the others did not. */
                explain?: boolean;
                /** @description How many events, 1 to 500. */
                limit?: number;
                /** @description `oldest` (default) or `newest` first. */
                order?: string;
            };
            header?: {
                /**
                 * @description `zh-CN` (default) or `en`: the language of texts and problems.
                 * @example zh-CN
                 */
                "Accept-Language"?: string;
                /**
                 * @description Whom the sender believes to be signed in: the `id` of `GET /v1/session`. Where it is somebody else by now, the answer is 409 `another-signed-in` and nothing is recorded.
                 * @example stf_0193f000000070008000000000000001
                 */
                "Tessera-Signed-In"?: string;
            };
            path: {
                /** @description `mem_…`, `ext:` and your own number, `card:` and the card's; `me` for a member who is signed in */
                member: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A page of events */
            200: {
                headers: {
                    /** @description What is left of the key's quota, if there is one, as `RateLimit-Policy` names it. */
                    RateLimit?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Page_EventEntries"] & {
                        /** @description Names the request in our logs. */
                        request_id: string;
                    };
                };
            };
            /** @description Anything else, as RFC 9457 says */
            default: {
                headers: {
                    /** @description 429 and 503: seconds until the same request may be sent again. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
        };
    };
    erase_member: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description `zh-CN` (default) or `en`: the language of texts and problems.
                 * @example zh-CN
                 */
                "Accept-Language"?: string;
                /**
                 * @description Whom the sender believes to be signed in: the `id` of `GET /v1/session`. Where it is somebody else by now, the answer is 409 `another-signed-in` and nothing is recorded.
                 * @example stf_0193f000000070008000000000000001
                 */
                "Tessera-Signed-In"?: string;
            };
            path: {
                /** @description `mem_…`, `ext:` and your own number; `me` */
                member: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["EraseRequest"];
            };
        };
        responses: {
            /** @description Nobody is behind the member any more */
            200: {
                headers: {
                    /** @description What is left of the key's quota, if there is one, as `RateLimit-Policy` names it. */
                    RateLimit?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Person"] & {
                        /** @description Names the request in our logs. */
                        request_id: string;
                    };
                };
            };
            /** @description Anything else, as RFC 9457 says */
            default: {
                headers: {
                    /** @description 429 and 503: seconds until the same request may be sent again. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
        };
    };
    explain_event: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description `zh-CN` (default) or `en`: the language of texts and problems.
                 * @example zh-CN
                 */
                "Accept-Language"?: string;
                /**
                 * @description Whom the sender believes to be signed in: the `id` of `GET /v1/session`. Where it is somebody else by now, the answer is 409 `another-signed-in` and nothing is recorded.
                 * @example stf_0193f000000070008000000000000001
                 */
                "Tessera-Signed-In"?: string;
            };
            path: {
                /** @description `evt_…`, `ord_…` or `ext:` and the event_id */
                event: string;
                /** @description `mem_…`, `ext:` and your own number, `card:` and the card's; `me` for a member who is signed in */
                member: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The explanation */
            200: {
                headers: {
                    /** @description What is left of the key's quota, if there is one, as `RateLimit-Policy` names it. */
                    RateLimit?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Explanation"] & {
                        /** @description Names the request in our logs. */
                        request_id: string;
                    };
                };
            };
            /** @description Anything else, as RFC 9457 says */
            default: {
                headers: {
                    /** @description 429 and 503: seconds until the same request may be sent again. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
        };
    };
    export_personal_data: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description `zh-CN` (default) or `en`: the language of texts and problems.
                 * @example zh-CN
                 */
                "Accept-Language"?: string;
                /**
                 * @description Whom the sender believes to be signed in: the `id` of `GET /v1/session`. Where it is somebody else by now, the answer is 409 `another-signed-in` and nothing is recorded.
                 * @example stf_0193f000000070008000000000000001
                 */
                "Tessera-Signed-In"?: string;
            };
            path: {
                /** @description `mem_…`, `ext:` and your own number; `me` */
                member: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ReasonRequest"];
            };
        };
        responses: {
            /** @description All of it, in clear */
            200: {
                headers: {
                    /** @description What is left of the key's quota, if there is one, as `RateLimit-Policy` names it. */
                    RateLimit?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PersonalData"] & {
                        /** @description Names the request in our logs. */
                        request_id: string;
                    };
                };
            };
            /** @description Anything else, as RFC 9457 says */
            default: {
                headers: {
                    /** @description 429 and 503: seconds until the same request may be sent again. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
        };
    };
    change_phone: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description `zh-CN` (default) or `en`: the language of texts and problems.
                 * @example zh-CN
                 */
                "Accept-Language"?: string;
                /**
                 * @description Whom the sender believes to be signed in: the `id` of `GET /v1/session`. Where it is somebody else by now, the answer is 409 `another-signed-in` and nothing is recorded.
                 * @example stf_0193f000000070008000000000000001
                 */
                "Tessera-Signed-In"?: string;
            };
            path: {
                /** @description `mem_…`, `ext:` and your own number; `me` */
                member: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["NewPhoneRequest"];
            };
        };
        responses: {
            /** @description As it is now, masked; a member is signed in anew */
            200: {
                headers: {
                    /** @description What is left of the key's quota, if there is one, as `RateLimit-Policy` names it. */
                    RateLimit?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Person"] & {
                        /** @description Names the request in our logs. */
                        request_id: string;
                    };
                };
            };
            /** @description Anything else, as RFC 9457 says */
            default: {
                headers: {
                    /** @description 429 and 503: seconds until the same request may be sent again. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
        };
    };
    send_phone_code: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description `zh-CN` (default) or `en`: the language of texts and problems.
                 * @example zh-CN
                 */
                "Accept-Language"?: string;
                /**
                 * @description Whom the sender believes to be signed in: the `id` of `GET /v1/session`. Where it is somebody else by now, the answer is 409 `another-signed-in` and nothing is recorded.
                 * @example stf_0193f000000070008000000000000001
                 */
                "Tessera-Signed-In"?: string;
            };
            path: {
                /** @description `me` */
                member: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["PhoneRequest"];
            };
        };
        responses: {
            /** @description It is on its way to the new phone */
            202: {
                headers: {
                    /** @description What is left of the key's quota, if there is one, as `RateLimit-Policy` names it. */
                    RateLimit?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CodeSent"] & {
                        /** @description Names the request in our logs. */
                        request_id: string;
                    };
                };
            };
            /** @description Anything else, as RFC 9457 says */
            default: {
                headers: {
                    /** @description 429 and 503: seconds until the same request may be sent again. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
        };
    };
    change_profile: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description `zh-CN` (default) or `en`: the language of texts and problems.
                 * @example zh-CN
                 */
                "Accept-Language"?: string;
                /**
                 * @description Whom the sender believes to be signed in: the `id` of `GET /v1/session`. Where it is somebody else by now, the answer is 409 `another-signed-in` and nothing is recorded.
                 * @example stf_0193f000000070008000000000000001
                 */
                "Tessera-Signed-In"?: string;
            };
            path: {
                /** @description `mem_…`, `ext:` and your own number; `me` */
                member: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ProfileRequest"];
            };
        };
        responses: {
            /** @description As it is now, masked */
            200: {
                headers: {
                    /** @description What is left of the key's quota, if there is one, as `RateLimit-Policy` names it. */
                    RateLimit?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Person"] & {
                        /** @description Names the request in our logs. */
                        request_id: string;
                    };
                };
            };
            /** @description Anything else, as RFC 9457 says */
            default: {
                headers: {
                    /** @description 429 and 503: seconds until the same request may be sent again. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
        };
    };
    prove_member: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description `zh-CN` (default) or `en`: the language of texts and problems.
                 * @example zh-CN
                 */
                "Accept-Language"?: string;
                /**
                 * @description Whom the sender believes to be signed in: the `id` of `GET /v1/session`. Where it is somebody else by now, the answer is 409 `another-signed-in` and nothing is recorded.
                 * @example stf_0193f000000070008000000000000001
                 */
                "Tessera-Signed-In"?: string;
            };
            path: {
                /** @description `mem_…`, `ext:` and your own number, `card:` and the card's */
                member: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["CodeRequest"];
            };
        };
        responses: {
            /** @description Stands for the member where points are spent */
            200: {
                headers: {
                    /** @description What is left of the key's quota, if there is one, as `RateLimit-Policy` names it. */
                    RateLimit?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ProofReply"] & {
                        /** @description Names the request in our logs. */
                        request_id: string;
                    };
                };
            };
            /** @description Anything else, as RFC 9457 says */
            default: {
                headers: {
                    /** @description 429 and 503: seconds until the same request may be sent again. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
        };
    };
    send_proof_code: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description `zh-CN` (default) or `en`: the language of texts and problems.
                 * @example zh-CN
                 */
                "Accept-Language"?: string;
                /**
                 * @description Whom the sender believes to be signed in: the `id` of `GET /v1/session`. Where it is somebody else by now, the answer is 409 `another-signed-in` and nothing is recorded.
                 * @example stf_0193f000000070008000000000000001
                 */
                "Tessera-Signed-In"?: string;
            };
            path: {
                /** @description `mem_…`, `ext:` and your own number, `card:` and the card's */
                member: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description It is on its way to the member's phone */
            202: {
                headers: {
                    /** @description What is left of the key's quota, if there is one, as `RateLimit-Policy` names it. */
                    RateLimit?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CodeSent"] & {
                        /** @description Names the request in our logs. */
                        request_id: string;
                    };
                };
            };
            /** @description Anything else, as RFC 9457 says */
            default: {
                headers: {
                    /** @description 429 and 503: seconds until the same request may be sent again. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
        };
    };
    get_statement: {
        parameters: {
            query: {
                /**
                 * @description From when on, inclusive. Write `+` as `%2B`.
                 * @example 2026-11-01T00:00:00Z
                 */
                from: string;
                /**
                 * @description Until when, exclusive.
                 * @example 2026-12-01T00:00:00Z
                 */
                to: string;
            };
            header?: {
                /**
                 * @description `zh-CN` (default) or `en`: the language of texts and problems.
                 * @example zh-CN
                 */
                "Accept-Language"?: string;
                /**
                 * @description Whom the sender believes to be signed in: the `id` of `GET /v1/session`. Where it is somebody else by now, the answer is 409 `another-signed-in` and nothing is recorded.
                 * @example stf_0193f000000070008000000000000001
                 */
                "Tessera-Signed-In"?: string;
            };
            path: {
                /** @description `mem_…`, `ext:` and your own number, `card:` and the card's; `me` for a member who is signed in */
                member: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The statement */
            200: {
                headers: {
                    /** @description What is left of the key's quota, if there is one, as `RateLimit-Policy` names it. */
                    RateLimit?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Statement"] & {
                        /** @description Names the request in our logs. */
                        request_id: string;
                    };
                };
            };
            /** @description Anything else, as RFC 9457 says */
            default: {
                headers: {
                    /** @description 429 and 503: seconds until the same request may be sent again. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
        };
    };
    set_member_tags: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description `zh-CN` (default) or `en`: the language of texts and problems.
                 * @example zh-CN
                 */
                "Accept-Language"?: string;
                /** @description Stands for `event_id` where the body has none; where it has one, both are the same. */
                "Idempotency-Key"?: string;
                /**
                 * @description Whom the sender believes to be signed in: the `id` of `GET /v1/session`. Where it is somebody else by now, the answer is 409 `another-signed-in` and nothing is recorded.
                 * @example stf_0193f000000070008000000000000001
                 */
                "Tessera-Signed-In"?: string;
            };
            path: {
                /** @description `mem_…`, `ext:` and your own number, `card:` and the card's; `me` for a member who is signed in */
                member: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["TagsRequest"];
            };
        };
        responses: {
            /** @description The same request again */
            200: {
                headers: {
                    /** @description `true`: the first answer to this event, given once more. */
                    "Idempotent-Replayed"?: boolean;
                    /** @description What is left of the key's quota, if there is one, as `RateLimit-Policy` names it. */
                    RateLimit?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Recorded"] & {
                        /** @description Names the request in our logs. */
                        request_id: string;
                    };
                };
            };
            /** @description Recorded */
            201: {
                headers: {
                    /** @description What is left of the key's quota, if there is one, as `RateLimit-Policy` names it. */
                    RateLimit?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Recorded"] & {
                        /** @description Names the request in our logs. */
                        request_id: string;
                    };
                };
            };
            /** @description Anything else, as RFC 9457 says */
            default: {
                headers: {
                    /** @description 429 and 503: seconds until the same request may be sent again. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
        };
    };
    unblock_member: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description `zh-CN` (default) or `en`: the language of texts and problems.
                 * @example zh-CN
                 */
                "Accept-Language"?: string;
                /**
                 * @description Whom the sender believes to be signed in: the `id` of `GET /v1/session`. Where it is somebody else by now, the answer is 409 `another-signed-in` and nothing is recorded.
                 * @example stf_0193f000000070008000000000000001
                 */
                "Tessera-Signed-In"?: string;
            };
            path: {
                /** @description `mem_…` or `ext:` and your own number */
                member: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ReasonRequest"];
            };
        };
        responses: {
            /** @description As it is now */
            200: {
                headers: {
                    /** @description What is left of the key's quota, if there is one, as `RateLimit-Policy` names it. */
                    RateLimit?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Person"] & {
                        /** @description Names the request in our logs. */
                        request_id: string;
                    };
                };
            };
            /** @description Anything else, as RFC 9457 says */
            default: {
                headers: {
                    /** @description 429 and 503: seconds until the same request may be sent again. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
        };
    };
    unmask_member: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description `zh-CN` (default) or `en`: the language of texts and problems.
                 * @example zh-CN
                 */
                "Accept-Language"?: string;
                /**
                 * @description Whom the sender believes to be signed in: the `id` of `GET /v1/session`. Where it is somebody else by now, the answer is 409 `another-signed-in` and nothing is recorded.
                 * @example stf_0193f000000070008000000000000001
                 */
                "Tessera-Signed-In"?: string;
            };
            path: {
                /** @description `mem_…` or `ext:` and your own number */
                member: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ReasonRequest"];
            };
        };
        responses: {
            /** @description The person in clear */
            200: {
                headers: {
                    /** @description What is left of the key's quota, if there is one, as `RateLimit-Policy` names it. */
                    RateLimit?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Clear"] & {
                        /** @description Names the request in our logs. */
                        request_id: string;
                    };
                };
            };
            /** @description Anything else, as RFC 9457 says */
            default: {
                headers: {
                    /** @description 429 and 503: seconds until the same request may be sent again. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
        };
    };
    list_wallets: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description `zh-CN` (default) or `en`: the language of texts and problems.
                 * @example zh-CN
                 */
                "Accept-Language"?: string;
                /**
                 * @description Whom the sender believes to be signed in: the `id` of `GET /v1/session`. Where it is somebody else by now, the answer is 409 `another-signed-in` and nothing is recorded.
                 * @example stf_0193f000000070008000000000000001
                 */
                "Tessera-Signed-In"?: string;
            };
            path: {
                /** @description `mem_…`, `ext:` and your own number, `card:` and the card's; `me` for a member who is signed in */
                member: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description All wallets */
            200: {
                headers: {
                    /** @description What is left of the key's quota, if there is one, as `RateLimit-Policy` names it. */
                    RateLimit?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Page_Wallet"] & {
                        /** @description Names the request in our logs. */
                        request_id: string;
                    };
                };
            };
            /** @description Anything else, as RFC 9457 says */
            default: {
                headers: {
                    /** @description 429 and 503: seconds until the same request may be sent again. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
        };
    };
    list_lots: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description `zh-CN` (default) or `en`: the language of texts and problems.
                 * @example zh-CN
                 */
                "Accept-Language"?: string;
                /**
                 * @description Whom the sender believes to be signed in: the `id` of `GET /v1/session`. Where it is somebody else by now, the answer is 409 `another-signed-in` and nothing is recorded.
                 * @example stf_0193f000000070008000000000000001
                 */
                "Tessera-Signed-In"?: string;
            };
            path: {
                /** @description `mem_…`, `ext:` and your own number, `card:` and the card's; `me` for a member who is signed in */
                member: string;
                /**
                 * @description The wallet's name in the program
                 * @example points
                 */
                wallet: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description All open lots */
            200: {
                headers: {
                    /** @description What is left of the key's quota, if there is one, as `RateLimit-Policy` names it. */
                    RateLimit?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Page_Lot"] & {
                        /** @description Names the request in our logs. */
                        request_id: string;
                    };
                };
            };
            /** @description Anything else, as RFC 9457 says */
            default: {
                headers: {
                    /** @description 429 and 503: seconds until the same request may be sent again. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
        };
    };
    find_member: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description `zh-CN` (default) or `en`: the language of texts and problems.
                 * @example zh-CN
                 */
                "Accept-Language"?: string;
                /**
                 * @description Whom the sender believes to be signed in: the `id` of `GET /v1/session`. Where it is somebody else by now, the answer is 409 `another-signed-in` and nothing is recorded.
                 * @example stf_0193f000000070008000000000000001
                 */
                "Tessera-Signed-In"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["FindRequest"];
            };
        };
        responses: {
            /** @description Who was found */
            200: {
                headers: {
                    /** @description What is left of the key's quota, if there is one, as `RateLimit-Policy` names it. */
                    RateLimit?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Found"] & {
                        /** @description Names the request in our logs. */
                        request_id: string;
                    };
                };
            };
            /** @description Anything else, as RFC 9457 says */
            default: {
                headers: {
                    /** @description 429 and 503: seconds until the same request may be sent again. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
        };
    };
    list_messages: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description `zh-CN` (default) or `en`: the language of texts and problems.
                 * @example zh-CN
                 */
                "Accept-Language"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The last messages */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Page_MessageItem"] & {
                        /** @description Names the request in our logs. */
                        request_id: string;
                    };
                };
            };
            /** @description Anything else, as RFC 9457 says */
            default: {
                headers: {
                    /** @description 429 and 503: seconds until the same request may be sent again. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
        };
    };
    openapi: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description `zh-CN` (default) or `en`: the language of texts and problems.
                 * @example zh-CN
                 */
                "Accept-Language"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OpenAPI 3.1 */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": Record<string, never>;
                };
            };
            /** @description Anything else, as RFC 9457 says */
            default: {
                headers: {
                    /** @description 429 and 503: seconds until the same request may be sent again. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
        };
    };
    pay_order: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description `zh-CN` (default) or `en`: the language of texts and problems.
                 * @example zh-CN
                 */
                "Accept-Language"?: string;
                /** @description Stands for `event_id` where the body has none; where it has one, both are the same. */
                "Idempotency-Key"?: string;
                /**
                 * @description Whom the sender believes to be signed in: the `id` of `GET /v1/session`. Where it is somebody else by now, the answer is 409 `another-signed-in` and nothing is recorded.
                 * @example stf_0193f000000070008000000000000001
                 */
                "Tessera-Signed-In"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["OrderRequest"];
            };
        };
        responses: {
            /** @description The same request again */
            200: {
                headers: {
                    /** @description `true`: the first answer to this event, given once more. */
                    "Idempotent-Replayed"?: boolean;
                    /** @description What is left of the key's quota, if there is one, as `RateLimit-Policy` names it. */
                    RateLimit?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Recorded"] & {
                        /** @description Names the request in our logs. */
                        request_id: string;
                    };
                };
            };
            /** @description Recorded */
            201: {
                headers: {
                    /** @description What is left of the key's quota, if there is one, as `RateLimit-Policy` names it. */
                    RateLimit?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Recorded"] & {
                        /** @description Names the request in our logs. */
                        request_id: string;
                    };
                };
            };
            /** @description Anything else, as RFC 9457 says */
            default: {
                headers: {
                    /** @description 429 and 503: seconds until the same request may be sent again. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
        };
    };
    get_order: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description `zh-CN` (default) or `en`: the language of texts and problems.
                 * @example zh-CN
                 */
                "Accept-Language"?: string;
                /**
                 * @description Whom the sender believes to be signed in: the `id` of `GET /v1/session`. Where it is somebody else by now, the answer is 409 `another-signed-in` and nothing is recorded.
                 * @example stf_0193f000000070008000000000000001
                 */
                "Tessera-Signed-In"?: string;
            };
            path: {
                /** @description `ord_…`, or `ext:` and the event_id it was sent with */
                order: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The order */
            200: {
                headers: {
                    /** @description What is left of the key's quota, if there is one, as `RateLimit-Policy` names it. */
                    RateLimit?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["OrderReply"] & {
                        /** @description Names the request in our logs. */
                        request_id: string;
                    };
                };
            };
            /** @description Anything else, as RFC 9457 says */
            default: {
                headers: {
                    /** @description 429 and 503: seconds until the same request may be sent again. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
        };
    };
    return_order: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description `zh-CN` (default) or `en`: the language of texts and problems.
                 * @example zh-CN
                 */
                "Accept-Language"?: string;
                /** @description Stands for `event_id` where the body has none; where it has one, both are the same. */
                "Idempotency-Key"?: string;
                /**
                 * @description Whom the sender believes to be signed in: the `id` of `GET /v1/session`. Where it is somebody else by now, the answer is 409 `another-signed-in` and nothing is recorded.
                 * @example stf_0193f000000070008000000000000001
                 */
                "Tessera-Signed-In"?: string;
            };
            path: {
                /** @description `ord_…`, or `ext:` and the event_id it was sent with */
                order: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ReturnRequest"];
            };
        };
        responses: {
            /** @description The same request again */
            200: {
                headers: {
                    /** @description `true`: the first answer to this event, given once more. */
                    "Idempotent-Replayed"?: boolean;
                    /** @description What is left of the key's quota, if there is one, as `RateLimit-Policy` names it. */
                    RateLimit?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Recorded"] & {
                        /** @description Names the request in our logs. */
                        request_id: string;
                    };
                };
            };
            /** @description Recorded */
            201: {
                headers: {
                    /** @description What is left of the key's quota, if there is one, as `RateLimit-Policy` names it. */
                    RateLimit?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Recorded"] & {
                        /** @description Names the request in our logs. */
                        request_id: string;
                    };
                };
            };
            /** @description It waits for a second person, or for its order, which is not here yet */
            202: {
                headers: {
                    /** @description What is left of the key's quota, if there is one, as `RateLimit-Policy` names it. */
                    RateLimit?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Later"] & {
                        /** @description Names the request in our logs. */
                        request_id: string;
                    };
                };
            };
            /** @description Anything else, as RFC 9457 says */
            default: {
                headers: {
                    /** @description 429 and 503: seconds until the same request may be sent again. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
        };
    };
    quote_return: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description `zh-CN` (default) or `en`: the language of texts and problems.
                 * @example zh-CN
                 */
                "Accept-Language"?: string;
                /** @description Stands for `event_id` where the body has none; where it has one, both are the same. */
                "Idempotency-Key"?: string;
                /**
                 * @description Whom the sender believes to be signed in: the `id` of `GET /v1/session`. Where it is somebody else by now, the answer is 409 `another-signed-in` and nothing is recorded.
                 * @example stf_0193f000000070008000000000000001
                 */
                "Tessera-Signed-In"?: string;
            };
            path: {
                /** @description `ord_…`, or `ext:` and the event_id it was sent with */
                order: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ReturnRequest"];
            };
        };
        responses: {
            /** @description The quote */
            200: {
                headers: {
                    /** @description `true`: the first answer to this event, given once more. */
                    "Idempotent-Replayed"?: boolean;
                    /** @description What is left of the key's quota, if there is one, as `RateLimit-Policy` names it. */
                    RateLimit?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ReturnQuoteReply"] & {
                        /** @description Names the request in our logs. */
                        request_id: string;
                    };
                };
            };
            /** @description Anything else, as RFC 9457 says */
            default: {
                headers: {
                    /** @description 429 and 503: seconds until the same request may be sent again. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
        };
    };
    list_programs: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description `zh-CN` (default) or `en`: the language of texts and problems.
                 * @example zh-CN
                 */
                "Accept-Language"?: string;
                /**
                 * @description Whom the sender believes to be signed in: the `id` of `GET /v1/session`. Where it is somebody else by now, the answer is 409 `another-signed-in` and nothing is recorded.
                 * @example stf_0193f000000070008000000000000001
                 */
                "Tessera-Signed-In"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description All versions by number */
            200: {
                headers: {
                    /** @description What is left of the key's quota, if there is one, as `RateLimit-Policy` names it. */
                    RateLimit?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Page_ProgramVersion"] & {
                        /** @description Names the request in our logs. */
                        request_id: string;
                    };
                };
            };
            /** @description Anything else, as RFC 9457 says */
            default: {
                headers: {
                    /** @description 429 and 503: seconds until the same request may be sent again. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
        };
    };
    publish_program: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description `zh-CN` (default) or `en`: the language of texts and problems.
                 * @example zh-CN
                 */
                "Accept-Language"?: string;
                /**
                 * @description Whom the sender believes to be signed in: the `id` of `GET /v1/session`. Where it is somebody else by now, the answer is 409 `another-signed-in` and nothing is recorded.
                 * @example stf_0193f000000070008000000000000001
                 */
                "Tessera-Signed-In"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["PublishRequest"];
            };
        };
        responses: {
            /** @description The newest version is this very one already */
            200: {
                headers: {
                    /** @description What is left of the key's quota, if there is one, as `RateLimit-Policy` names it. */
                    RateLimit?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ProgramVersion"] & {
                        /** @description Names the request in our logs. */
                        request_id: string;
                    };
                };
            };
            /** @description Published */
            201: {
                headers: {
                    /** @description What is left of the key's quota, if there is one, as `RateLimit-Policy` names it. */
                    RateLimit?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ProgramVersion"] & {
                        /** @description Names the request in our logs. */
                        request_id: string;
                    };
                };
            };
            /** @description It waits for a second person */
            202: {
                headers: {
                    /** @description What is left of the key's quota, if there is one, as `RateLimit-Policy` names it. */
                    RateLimit?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Waiting"] & {
                        /** @description Names the request in our logs. */
                        request_id: string;
                    };
                };
            };
            /** @description Anything else, as RFC 9457 says */
            default: {
                headers: {
                    /** @description 429 and 503: seconds until the same request may be sent again. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
        };
    };
    get_program: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description `zh-CN` (default) or `en`: the language of texts and problems.
                 * @example zh-CN
                 */
                "Accept-Language"?: string;
                /**
                 * @description Whom the sender believes to be signed in: the `id` of `GET /v1/session`. Where it is somebody else by now, the answer is 409 `another-signed-in` and nothing is recorded.
                 * @example stf_0193f000000070008000000000000001
                 */
                "Tessera-Signed-In"?: string;
            };
            path: {
                /** @description Its number */
                version: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The version */
            200: {
                headers: {
                    /** @description What is left of the key's quota, if there is one, as `RateLimit-Policy` names it. */
                    RateLimit?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ProgramVersion"] & {
                        /** @description Names the request in our logs. */
                        request_id: string;
                    };
                };
            };
            /** @description Anything else, as RFC 9457 says */
            default: {
                headers: {
                    /** @description 429 and 503: seconds until the same request may be sent again. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
        };
    };
    diff_programs: {
        parameters: {
            query?: {
                /** @description The version to compare with; the one before if left out. */
                against?: number;
            };
            header?: {
                /**
                 * @description `zh-CN` (default) or `en`: the language of texts and problems.
                 * @example zh-CN
                 */
                "Accept-Language"?: string;
                /**
                 * @description Whom the sender believes to be signed in: the `id` of `GET /v1/session`. Where it is somebody else by now, the answer is 409 `another-signed-in` and nothing is recorded.
                 * @example stf_0193f000000070008000000000000001
                 */
                "Tessera-Signed-In"?: string;
            };
            path: {
                /** @description Its number */
                version: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The differences */
            200: {
                headers: {
                    /** @description What is left of the key's quota, if there is one, as `RateLimit-Policy` names it. */
                    RateLimit?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Page_DifferenceItem"] & {
                        /** @description Names the request in our logs. */
                        request_id: string;
                    };
                };
            };
            /** @description Anything else, as RFC 9457 says */
            default: {
                headers: {
                    /** @description 429 and 503: seconds until the same request may be sent again. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
        };
    };
    check_program: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description `zh-CN` (default) or `en`: the language of texts and problems.
                 * @example zh-CN
                 */
                "Accept-Language"?: string;
                /**
                 * @description Whom the sender believes to be signed in: the `id` of `GET /v1/session`. Where it is somebody else by now, the answer is 409 `another-signed-in` and nothing is recorded.
                 * @example stf_0193f000000070008000000000000001
                 */
                "Tessera-Signed-In"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["CheckRequest"];
            };
        };
        responses: {
            /** @description What the check found */
            200: {
                headers: {
                    /** @description What is left of the key's quota, if there is one, as `RateLimit-Policy` names it. */
                    RateLimit?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CheckReply"] & {
                        /** @description Names the request in our logs. */
                        request_id: string;
                    };
                };
            };
            /** @description Anything else, as RFC 9457 says */
            default: {
                headers: {
                    /** @description 429 and 503: seconds until the same request may be sent again. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
        };
    };
    list_condition_names: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description `zh-CN` (default) or `en`: the language of texts and problems.
                 * @example zh-CN
                 */
                "Accept-Language"?: string;
                /**
                 * @description Whom the sender believes to be signed in: the `id` of `GET /v1/session`. Where it is somebody else by now, the answer is 409 `another-signed-in` and nothing is recorded.
                 * @example stf_0193f000000070008000000000000001
                 */
                "Tessera-Signed-In"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description All names */
            200: {
                headers: {
                    /** @description What is left of the key's quota, if there is one, as `RateLimit-Policy` names it. */
                    RateLimit?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Page_ConditionName"] & {
                        /** @description Names the request in our logs. */
                        request_id: string;
                    };
                };
            };
            /** @description Anything else, as RFC 9457 says */
            default: {
                headers: {
                    /** @description 429 and 503: seconds until the same request may be sent again. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
        };
    };
    get_rules: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description `zh-CN` (default) or `en`: the language of texts and problems.
                 * @example zh-CN
                 */
                "Accept-Language"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The rules */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ProgramRules"] & {
                        /** @description Names the request in our logs. */
                        request_id: string;
                    };
                };
            };
            /** @description Anything else, as RFC 9457 says */
            default: {
                headers: {
                    /** @description 429 and 503: seconds until the same request may be sent again. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
        };
    };
    list_presets: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description `zh-CN` (default) or `en`: the language of texts and problems.
                 * @example zh-CN
                 */
                "Accept-Language"?: string;
                /**
                 * @description Whom the sender believes to be signed in: the `id` of `GET /v1/session`. Where it is somebody else by now, the answer is 409 `another-signed-in` and nothing is recorded.
                 * @example stf_0193f000000070008000000000000001
                 */
                "Tessera-Signed-In"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description All presets */
            200: {
                headers: {
                    /** @description What is left of the key's quota, if there is one, as `RateLimit-Policy` names it. */
                    RateLimit?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Page_PresetItem"] & {
                        /** @description Names the request in our logs. */
                        request_id: string;
                    };
                };
            };
            /** @description Anything else, as RFC 9457 says */
            default: {
                headers: {
                    /** @description 429 and 503: seconds until the same request may be sent again. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
        };
    };
    try_program: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description `zh-CN` (default) or `en`: the language of texts and problems.
                 * @example zh-CN
                 */
                "Accept-Language"?: string;
                /**
                 * @description Whom the sender believes to be signed in: the `id` of `GET /v1/session`. Where it is somebody else by now, the answer is 409 `another-signed-in` and nothing is recorded.
                 * @example stf_0193f000000070008000000000000001
                 */
                "Tessera-Signed-In"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["TryRequest"];
            };
        };
        responses: {
            /** @description The two quotes */
            200: {
                headers: {
                    /** @description What is left of the key's quota, if there is one, as `RateLimit-Policy` names it. */
                    RateLimit?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["TryReply"] & {
                        /** @description Names the request in our logs. */
                        request_id: string;
                    };
                };
            };
            /** @description Anything else, as RFC 9457 says */
            default: {
                headers: {
                    /** @description 429 and 503: seconds until the same request may be sent again. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
        };
    };
    quote_order: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description `zh-CN` (default) or `en`: the language of texts and problems.
                 * @example zh-CN
                 */
                "Accept-Language"?: string;
                /** @description Stands for `event_id` where the body has none; where it has one, both are the same. */
                "Idempotency-Key"?: string;
                /**
                 * @description Whom the sender believes to be signed in: the `id` of `GET /v1/session`. Where it is somebody else by now, the answer is 409 `another-signed-in` and nothing is recorded.
                 * @example stf_0193f000000070008000000000000001
                 */
                "Tessera-Signed-In"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["OrderRequest"];
            };
        };
        responses: {
            /** @description The quote */
            200: {
                headers: {
                    /** @description `true`: the first answer to this event, given once more. */
                    "Idempotent-Replayed"?: boolean;
                    /** @description What is left of the key's quota, if there is one, as `RateLimit-Policy` names it. */
                    RateLimit?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["QuoteReply"] & {
                        /** @description Names the request in our logs. */
                        request_id: string;
                    };
                };
            };
            /** @description Anything else, as RFC 9457 says */
            default: {
                headers: {
                    /** @description 429 and 503: seconds until the same request may be sent again. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
        };
    };
    redeem: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description `zh-CN` (default) or `en`: the language of texts and problems.
                 * @example zh-CN
                 */
                "Accept-Language"?: string;
                /** @description Stands for `event_id` where the body has none; where it has one, both are the same. */
                "Idempotency-Key"?: string;
                /**
                 * @description Whom the sender believes to be signed in: the `id` of `GET /v1/session`. Where it is somebody else by now, the answer is 409 `another-signed-in` and nothing is recorded.
                 * @example stf_0193f000000070008000000000000001
                 */
                "Tessera-Signed-In"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["RedemptionRequest"];
            };
        };
        responses: {
            /** @description The same request again */
            200: {
                headers: {
                    /** @description `true`: the first answer to this event, given once more. */
                    "Idempotent-Replayed"?: boolean;
                    /** @description What is left of the key's quota, if there is one, as `RateLimit-Policy` names it. */
                    RateLimit?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Recorded"] & {
                        /** @description Names the request in our logs. */
                        request_id: string;
                    };
                };
            };
            /** @description Recorded */
            201: {
                headers: {
                    /** @description What is left of the key's quota, if there is one, as `RateLimit-Policy` names it. */
                    RateLimit?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Recorded"] & {
                        /** @description Names the request in our logs. */
                        request_id: string;
                    };
                };
            };
            /** @description Anything else, as RFC 9457 says */
            default: {
                headers: {
                    /** @description 429 and 503: seconds until the same request may be sent again. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
        };
    };
    list_parked_returns: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description `zh-CN` (default) or `en`: the language of texts and problems.
                 * @example zh-CN
                 */
                "Accept-Language"?: string;
                /**
                 * @description Whom the sender believes to be signed in: the `id` of `GET /v1/session`. Where it is somebody else by now, the answer is 409 `another-signed-in` and nothing is recorded.
                 * @example stf_0193f000000070008000000000000001
                 */
                "Tessera-Signed-In"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description All that wait */
            200: {
                headers: {
                    /** @description What is left of the key's quota, if there is one, as `RateLimit-Policy` names it. */
                    RateLimit?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Page_ParkedItem"] & {
                        /** @description Names the request in our logs. */
                        request_id: string;
                    };
                };
            };
            /** @description Anything else, as RFC 9457 says */
            default: {
                headers: {
                    /** @description 429 and 503: seconds until the same request may be sent again. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
        };
    };
    list_roles: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description `zh-CN` (default) or `en`: the language of texts and problems.
                 * @example zh-CN
                 */
                "Accept-Language"?: string;
                /**
                 * @description Whom the sender believes to be signed in: the `id` of `GET /v1/session`. Where it is somebody else by now, the answer is 409 `another-signed-in` and nothing is recorded.
                 * @example stf_0193f000000070008000000000000001
                 */
                "Tessera-Signed-In"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description All roles */
            200: {
                headers: {
                    /** @description What is left of the key's quota, if there is one, as `RateLimit-Policy` names it. */
                    RateLimit?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Page_RoleItem"] & {
                        /** @description Names the request in our logs. */
                        request_id: string;
                    };
                };
            };
            /** @description Anything else, as RFC 9457 says */
            default: {
                headers: {
                    /** @description 429 and 503: seconds until the same request may be sent again. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
        };
    };
    list_scopes: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description `zh-CN` (default) or `en`: the language of texts and problems.
                 * @example zh-CN
                 */
                "Accept-Language"?: string;
                /**
                 * @description Whom the sender believes to be signed in: the `id` of `GET /v1/session`. Where it is somebody else by now, the answer is 409 `another-signed-in` and nothing is recorded.
                 * @example stf_0193f000000070008000000000000001
                 */
                "Tessera-Signed-In"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description All scopes */
            200: {
                headers: {
                    /** @description What is left of the key's quota, if there is one, as `RateLimit-Policy` names it. */
                    RateLimit?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Page_ScopeItem"] & {
                        /** @description Names the request in our logs. */
                        request_id: string;
                    };
                };
            };
            /** @description Anything else, as RFC 9457 says */
            default: {
                headers: {
                    /** @description 429 and 503: seconds until the same request may be sent again. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
        };
    };
    get_session: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description `zh-CN` (default) or `en`: the language of texts and problems.
                 * @example zh-CN
                 */
                "Accept-Language"?: string;
                /**
                 * @description Whom the sender believes to be signed in: the `id` of `GET /v1/session`. Where it is somebody else by now, the answer is 409 `another-signed-in` and nothing is recorded.
                 * @example stf_0193f000000070008000000000000001
                 */
                "Tessera-Signed-In"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Who asks */
            200: {
                headers: {
                    /** @description What is left of the key's quota, if there is one, as `RateLimit-Policy` names it. */
                    RateLimit?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Caller"] & {
                        /** @description Names the request in our logs. */
                        request_id: string;
                    };
                };
            };
            /** @description Anything else, as RFC 9457 says */
            default: {
                headers: {
                    /** @description 429 and 503: seconds until the same request may be sent again. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
        };
    };
    sign_in: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description `zh-CN` (default) or `en`: the language of texts and problems.
                 * @example zh-CN
                 */
                "Accept-Language"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["SignInRequest"];
            };
        };
        responses: {
            /** @description Signed in */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Caller"] & {
                        /** @description Names the request in our logs. */
                        request_id: string;
                    };
                };
            };
            /** @description Anything else, as RFC 9457 says */
            default: {
                headers: {
                    /** @description 429 and 503: seconds until the same request may be sent again. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
        };
    };
    sign_out: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description `zh-CN` (default) or `en`: the language of texts and problems.
                 * @example zh-CN
                 */
                "Accept-Language"?: string;
                /**
                 * @description Whom the sender believes to be signed in: the `id` of `GET /v1/session`. Where it is somebody else by now, the answer is 409 `another-signed-in` and nothing is recorded.
                 * @example stf_0193f000000070008000000000000001
                 */
                "Tessera-Signed-In"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Signed out */
            204: {
                headers: {
                    /** @description What is left of the key's quota, if there is one, as `RateLimit-Policy` names it. */
                    RateLimit?: string;
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Anything else, as RFC 9457 says */
            default: {
                headers: {
                    /** @description 429 and 503: seconds until the same request may be sent again. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
        };
    };
    change_password: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description `zh-CN` (default) or `en`: the language of texts and problems.
                 * @example zh-CN
                 */
                "Accept-Language"?: string;
                /**
                 * @description Whom the sender believes to be signed in: the `id` of `GET /v1/session`. Where it is somebody else by now, the answer is 409 `another-signed-in` and nothing is recorded.
                 * @example stf_0193f000000070008000000000000001
                 */
                "Tessera-Signed-In"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["PasswordRequest"];
            };
        };
        responses: {
            /** @description Changed */
            204: {
                headers: {
                    /** @description What is left of the key's quota, if there is one, as `RateLimit-Policy` names it. */
                    RateLimit?: string;
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Anything else, as RFC 9457 says */
            default: {
                headers: {
                    /** @description 429 and 503: seconds until the same request may be sent again. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
        };
    };
    begin_totp: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description `zh-CN` (default) or `en`: the language of texts and problems.
                 * @example zh-CN
                 */
                "Accept-Language"?: string;
                /**
                 * @description Whom the sender believes to be signed in: the `id` of `GET /v1/session`. Where it is somebody else by now, the answer is 409 `another-signed-in` and nothing is recorded.
                 * @example stf_0193f000000070008000000000000001
                 */
                "Tessera-Signed-In"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["OwnPassword"];
            };
        };
        responses: {
            /** @description The secret */
            200: {
                headers: {
                    /** @description What is left of the key's quota, if there is one, as `RateLimit-Policy` names it. */
                    RateLimit?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["NewTotp"] & {
                        /** @description Names the request in our logs. */
                        request_id: string;
                    };
                };
            };
            /** @description Anything else, as RFC 9457 says */
            default: {
                headers: {
                    /** @description 429 and 503: seconds until the same request may be sent again. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
        };
    };
    drop_totp: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description `zh-CN` (default) or `en`: the language of texts and problems.
                 * @example zh-CN
                 */
                "Accept-Language"?: string;
                /**
                 * @description Whom the sender believes to be signed in: the `id` of `GET /v1/session`. Where it is somebody else by now, the answer is 409 `another-signed-in` and nothing is recorded.
                 * @example stf_0193f000000070008000000000000001
                 */
                "Tessera-Signed-In"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["OwnPassword"];
            };
        };
        responses: {
            /** @description Signing in asks for no code any more */
            204: {
                headers: {
                    /** @description What is left of the key's quota, if there is one, as `RateLimit-Policy` names it. */
                    RateLimit?: string;
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Anything else, as RFC 9457 says */
            default: {
                headers: {
                    /** @description 429 and 503: seconds until the same request may be sent again. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
        };
    };
    confirm_totp: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description `zh-CN` (default) or `en`: the language of texts and problems.
                 * @example zh-CN
                 */
                "Accept-Language"?: string;
                /**
                 * @description Whom the sender believes to be signed in: the `id` of `GET /v1/session`. Where it is somebody else by now, the answer is 409 `another-signed-in` and nothing is recorded.
                 * @example stf_0193f000000070008000000000000001
                 */
                "Tessera-Signed-In"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["CodeRequest"];
            };
        };
        responses: {
            /** @description From now on signing in asks for a code */
            204: {
                headers: {
                    /** @description What is left of the key's quota, if there is one, as `RateLimit-Policy` names it. */
                    RateLimit?: string;
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Anything else, as RFC 9457 says */
            default: {
                headers: {
                    /** @description 429 and 503: seconds until the same request may be sent again. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
        };
    };
    list_sessions: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description `zh-CN` (default) or `en`: the language of texts and problems.
                 * @example zh-CN
                 */
                "Accept-Language"?: string;
                /**
                 * @description Whom the sender believes to be signed in: the `id` of `GET /v1/session`. Where it is somebody else by now, the answer is 409 `another-signed-in` and nothing is recorded.
                 * @example stf_0193f000000070008000000000000001
                 */
                "Tessera-Signed-In"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Sessions that hold */
            200: {
                headers: {
                    /** @description What is left of the key's quota, if there is one, as `RateLimit-Policy` names it. */
                    RateLimit?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Page_SessionItem"] & {
                        /** @description Names the request in our logs. */
                        request_id: string;
                    };
                };
            };
            /** @description Anything else, as RFC 9457 says */
            default: {
                headers: {
                    /** @description 429 and 503: seconds until the same request may be sent again. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
        };
    };
    end_session: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description `zh-CN` (default) or `en`: the language of texts and problems.
                 * @example zh-CN
                 */
                "Accept-Language"?: string;
                /**
                 * @description Whom the sender believes to be signed in: the `id` of `GET /v1/session`. Where it is somebody else by now, the answer is 409 `another-signed-in` and nothing is recorded.
                 * @example stf_0193f000000070008000000000000001
                 */
                "Tessera-Signed-In"?: string;
            };
            path: {
                /** @description `ses_…` */
                session: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Ended */
            204: {
                headers: {
                    /** @description What is left of the key's quota, if there is one, as `RateLimit-Policy` names it. */
                    RateLimit?: string;
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Anything else, as RFC 9457 says */
            default: {
                headers: {
                    /** @description 429 and 503: seconds until the same request may be sent again. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
        };
    };
    get_approval_settings: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description `zh-CN` (default) or `en`: the language of texts and problems.
                 * @example zh-CN
                 */
                "Accept-Language"?: string;
                /**
                 * @description Whom the sender believes to be signed in: the `id` of `GET /v1/session`. Where it is somebody else by now, the answer is 409 `another-signed-in` and nothing is recorded.
                 * @example stf_0193f000000070008000000000000001
                 */
                "Tessera-Signed-In"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The settings */
            200: {
                headers: {
                    /** @description What is left of the key's quota, if there is one, as `RateLimit-Policy` names it. */
                    RateLimit?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApprovalSettings"] & {
                        /** @description Names the request in our logs. */
                        request_id: string;
                    };
                };
            };
            /** @description Anything else, as RFC 9457 says */
            default: {
                headers: {
                    /** @description 429 and 503: seconds until the same request may be sent again. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
        };
    };
    put_approval_settings: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description `zh-CN` (default) or `en`: the language of texts and problems.
                 * @example zh-CN
                 */
                "Accept-Language"?: string;
                /**
                 * @description Whom the sender believes to be signed in: the `id` of `GET /v1/session`. Where it is somebody else by now, the answer is 409 `another-signed-in` and nothing is recorded.
                 * @example stf_0193f000000070008000000000000001
                 */
                "Tessera-Signed-In"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ApprovalSettingsRequest"];
            };
        };
        responses: {
            /** @description The settings */
            200: {
                headers: {
                    /** @description What is left of the key's quota, if there is one, as `RateLimit-Policy` names it. */
                    RateLimit?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApprovalSettings"] & {
                        /** @description Names the request in our logs. */
                        request_id: string;
                    };
                };
            };
            /** @description Anything else, as RFC 9457 says */
            default: {
                headers: {
                    /** @description 429 and 503: seconds until the same request may be sent again. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
        };
    };
    list_staff: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description `zh-CN` (default) or `en`: the language of texts and problems.
                 * @example zh-CN
                 */
                "Accept-Language"?: string;
                /**
                 * @description Whom the sender believes to be signed in: the `id` of `GET /v1/session`. Where it is somebody else by now, the answer is 409 `another-signed-in` and nothing is recorded.
                 * @example stf_0193f000000070008000000000000001
                 */
                "Tessera-Signed-In"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Everybody, by when they were invited */
            200: {
                headers: {
                    /** @description What is left of the key's quota, if there is one, as `RateLimit-Policy` names it. */
                    RateLimit?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Page_Staff"] & {
                        /** @description Names the request in our logs. */
                        request_id: string;
                    };
                };
            };
            /** @description Anything else, as RFC 9457 says */
            default: {
                headers: {
                    /** @description 429 and 503: seconds until the same request may be sent again. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
        };
    };
    invite_staff: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description `zh-CN` (default) or `en`: the language of texts and problems.
                 * @example zh-CN
                 */
                "Accept-Language"?: string;
                /**
                 * @description Whom the sender believes to be signed in: the `id` of `GET /v1/session`. Where it is somebody else by now, the answer is 409 `another-signed-in` and nothing is recorded.
                 * @example stf_0193f000000070008000000000000001
                 */
                "Tessera-Signed-In"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["StaffRequest"];
            };
        };
        responses: {
            /** @description Invited */
            201: {
                headers: {
                    /** @description What is left of the key's quota, if there is one, as `RateLimit-Policy` names it. */
                    RateLimit?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Invited"] & {
                        /** @description Names the request in our logs. */
                        request_id: string;
                    };
                };
            };
            /** @description Anything else, as RFC 9457 says */
            default: {
                headers: {
                    /** @description 429 and 503: seconds until the same request may be sent again. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
        };
    };
    change_staff: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description `zh-CN` (default) or `en`: the language of texts and problems.
                 * @example zh-CN
                 */
                "Accept-Language"?: string;
                /**
                 * @description Whom the sender believes to be signed in: the `id` of `GET /v1/session`. Where it is somebody else by now, the answer is 409 `another-signed-in` and nothing is recorded.
                 * @example stf_0193f000000070008000000000000001
                 */
                "Tessera-Signed-In"?: string;
            };
            path: {
                /** @description `stf_…` */
                staff: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["StaffPatchRequest"];
            };
        };
        responses: {
            /** @description As it is now */
            200: {
                headers: {
                    /** @description What is left of the key's quota, if there is one, as `RateLimit-Policy` names it. */
                    RateLimit?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Staff"] & {
                        /** @description Names the request in our logs. */
                        request_id: string;
                    };
                };
            };
            /** @description Anything else, as RFC 9457 says */
            default: {
                headers: {
                    /** @description 429 and 503: seconds until the same request may be sent again. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
        };
    };
    invite_again: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description `zh-CN` (default) or `en`: the language of texts and problems.
                 * @example zh-CN
                 */
                "Accept-Language"?: string;
                /**
                 * @description Whom the sender believes to be signed in: the `id` of `GET /v1/session`. Where it is somebody else by now, the answer is 409 `another-signed-in` and nothing is recorded.
                 * @example stf_0193f000000070008000000000000001
                 */
                "Tessera-Signed-In"?: string;
            };
            path: {
                /** @description `stf_…` */
                staff: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The link's token */
            200: {
                headers: {
                    /** @description What is left of the key's quota, if there is one, as `RateLimit-Policy` names it. */
                    RateLimit?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Invitation"] & {
                        /** @description Names the request in our logs. */
                        request_id: string;
                    };
                };
            };
            /** @description Anything else, as RFC 9457 says */
            default: {
                headers: {
                    /** @description 429 and 503: seconds until the same request may be sent again. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
        };
    };
    list_stores: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description `zh-CN` (default) or `en`: the language of texts and problems.
                 * @example zh-CN
                 */
                "Accept-Language"?: string;
                /**
                 * @description Whom the sender believes to be signed in: the `id` of `GET /v1/session`. Where it is somebody else by now, the answer is 409 `another-signed-in` and nothing is recorded.
                 * @example stf_0193f000000070008000000000000001
                 */
                "Tessera-Signed-In"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description All stores, by id */
            200: {
                headers: {
                    /** @description What is left of the key's quota, if there is one, as `RateLimit-Policy` names it. */
                    RateLimit?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Page_ShopStore"] & {
                        /** @description Names the request in our logs. */
                        request_id: string;
                    };
                };
            };
            /** @description Anything else, as RFC 9457 says */
            default: {
                headers: {
                    /** @description 429 and 503: seconds until the same request may be sent again. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
        };
    };
    put_store: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description `zh-CN` (default) or `en`: the language of texts and problems.
                 * @example zh-CN
                 */
                "Accept-Language"?: string;
                /**
                 * @description Whom the sender believes to be signed in: the `id` of `GET /v1/session`. Where it is somebody else by now, the answer is 409 `another-signed-in` and nothing is recorded.
                 * @example stf_0193f000000070008000000000000001
                 */
                "Tessera-Signed-In"?: string;
            };
            path: {
                /** @description As tills and orders name it */
                store: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["StoreRequest"];
            };
        };
        responses: {
            /** @description As it is now */
            200: {
                headers: {
                    /** @description What is left of the key's quota, if there is one, as `RateLimit-Policy` names it. */
                    RateLimit?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ShopStore"] & {
                        /** @description Names the request in our logs. */
                        request_id: string;
                    };
                };
            };
            /** @description Anything else, as RFC 9457 says */
            default: {
                headers: {
                    /** @description 429 and 503: seconds until the same request may be sent again. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
        };
    };
    get_trial_balance: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description `zh-CN` (default) or `en`: the language of texts and problems.
                 * @example zh-CN
                 */
                "Accept-Language"?: string;
                /**
                 * @description Whom the sender believes to be signed in: the `id` of `GET /v1/session`. Where it is somebody else by now, the answer is 409 `another-signed-in` and nothing is recorded.
                 * @example stf_0193f000000070008000000000000001
                 */
                "Tessera-Signed-In"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The trial balance */
            200: {
                headers: {
                    /** @description What is left of the key's quota, if there is one, as `RateLimit-Policy` names it. */
                    RateLimit?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["TrialBalanceReply"] & {
                        /** @description Names the request in our logs. */
                        request_id: string;
                    };
                };
            };
            /** @description Anything else, as RFC 9457 says */
            default: {
                headers: {
                    /** @description 429 and 503: seconds until the same request may be sent again. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
        };
    };
    list_verifications: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description `zh-CN` (default) or `en`: the language of texts and problems.
                 * @example zh-CN
                 */
                "Accept-Language"?: string;
                /**
                 * @description Whom the sender believes to be signed in: the `id` of `GET /v1/session`. Where it is somebody else by now, the answer is 409 `another-signed-in` and nothing is recorded.
                 * @example stf_0193f000000070008000000000000001
                 */
                "Tessera-Signed-In"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description All audits */
            200: {
                headers: {
                    /** @description What is left of the key's quota, if there is one, as `RateLimit-Policy` names it. */
                    RateLimit?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Page_Verification"] & {
                        /** @description Names the request in our logs. */
                        request_id: string;
                    };
                };
            };
            /** @description Anything else, as RFC 9457 says */
            default: {
                headers: {
                    /** @description 429 and 503: seconds until the same request may be sent again. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
        };
    };
    start_verification: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description `zh-CN` (default) or `en`: the language of texts and problems.
                 * @example zh-CN
                 */
                "Accept-Language"?: string;
                /**
                 * @description Whom the sender believes to be signed in: the `id` of `GET /v1/session`. Where it is somebody else by now, the answer is 409 `another-signed-in` and nothing is recorded.
                 * @example stf_0193f000000070008000000000000001
                 */
                "Tessera-Signed-In"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Begun */
            202: {
                headers: {
                    /** @description What is left of the key's quota, if there is one, as `RateLimit-Policy` names it. */
                    RateLimit?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Verification"] & {
                        /** @description Names the request in our logs. */
                        request_id: string;
                    };
                };
            };
            /** @description Anything else, as RFC 9457 says */
            default: {
                headers: {
                    /** @description 429 and 503: seconds until the same request may be sent again. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
        };
    };
    get_verification: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description `zh-CN` (default) or `en`: the language of texts and problems.
                 * @example zh-CN
                 */
                "Accept-Language"?: string;
                /**
                 * @description Whom the sender believes to be signed in: the `id` of `GET /v1/session`. Where it is somebody else by now, the answer is 409 `another-signed-in` and nothing is recorded.
                 * @example stf_0193f000000070008000000000000001
                 */
                "Tessera-Signed-In"?: string;
            };
            path: {
                /** @description `job_…` */
                verification: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The audit */
            200: {
                headers: {
                    /** @description What is left of the key's quota, if there is one, as `RateLimit-Policy` names it. */
                    RateLimit?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Verification"] & {
                        /** @description Names the request in our logs. */
                        request_id: string;
                    };
                };
            };
            /** @description Anything else, as RFC 9457 says */
            default: {
                headers: {
                    /** @description 429 and 503: seconds until the same request may be sent again. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
        };
    };
    cancel_verification: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description `zh-CN` (default) or `en`: the language of texts and problems.
                 * @example zh-CN
                 */
                "Accept-Language"?: string;
                /**
                 * @description Whom the sender believes to be signed in: the `id` of `GET /v1/session`. Where it is somebody else by now, the answer is 409 `another-signed-in` and nothing is recorded.
                 * @example stf_0193f000000070008000000000000001
                 */
                "Tessera-Signed-In"?: string;
            };
            path: {
                /** @description `job_…` */
                verification: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description As it stands now */
            202: {
                headers: {
                    /** @description What is left of the key's quota, if there is one, as `RateLimit-Policy` names it. */
                    RateLimit?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Verification"] & {
                        /** @description Names the request in our logs. */
                        request_id: string;
                    };
                };
            };
            /** @description Anything else, as RFC 9457 says */
            default: {
                headers: {
                    /** @description 429 and 503: seconds until the same request may be sent again. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
        };
    };
}
