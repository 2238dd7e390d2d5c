import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { api, ask, problemOf, type Said } from "@tessera/shared/api";
import { instantOf, time, zoneInWords } from "@tessera/shared/format";
import { useLang, useWords } from "@tessera/shared/i18n";
import { Alert, App, Button, DatePicker, Form, Input, Modal } from "antd";
import dayjs, { type Dayjs } from "dayjs";
import { setDraft } from "../../program/draft.ts";
import { useHasSecond } from "../../second-person.ts";
import { Changes } from "./changes-view.tsx";
import { words } from "./draft-words.ts";

interface PublishProps {
  document: string;
  reading: Said<"ProgramReading">;
  live: Said<"ProgramReading"> | undefined;
  /** The number that the version will get. */
  next: number;
  onClose: () => void;
}

const SHAPE = "YYYY-MM-DD HH:mm";

/** Publishes the draft: what it changes, from when on, and why. */
export function Publish({ document, reading, live, next, onClose }: PublishProps) {
  const t = useWords(words);
  const lang = useLang();
  const client = useQueryClient();
  const go = useNavigate();
  const { message } = App.useApp();
  const zone = reading.time_zone;
  // A wall clock of the program's zone: the browser's own zone plays no part.
  const now = dayjs(time(new Date().toISOString(), zone));
  const publish = useMutation({
    mutationFn: ({ startsAt, note }: { startsAt: Dayjs; note?: string }) =>
      ask(
        api.POST("/v1/programs", {
          body: {
            document,
            starts_at: instantOf(startsAt.format("YYYY-MM-DDTHH:mm"), zone),
            ...(note?.trim() ? { note: note.trim() } : {}),
          },
        }),
      ),
    onSuccess: async (version) => {
      if ("approval" in version) {
        await client.invalidateQueries({ queryKey: ["approvals"] });
        // The draft stays: it may come back.
        void message.info(t.waits);
        return go({ to: "/approvals" });
      }
      await client.invalidateQueries({ queryKey: ["programs"] });
      setDraft("");
      void message.success(t.published(version.version, time(version.starts_at, zone)));
      await go({ to: "/program/versions" });
    },
  });
  // Who may not read the limits learns it from the answer.
  const limits = useQuery({
    queryKey: ["approval-settings"],
    retry: false,
    queryFn: () => ask(api.GET("/v1/settings/approval")),
  });
  const hasSecond = useHasSecond();
  /** Whether it waits for a second person; `undefined`: the answer will say. */
  const waits = limits.data?.publish === false ? false : limits.data && hasSecond;
  const [form] = Form.useForm<{ startsAt: Dayjs; note?: string }>();
  const presets: [string, Dayjs][] = [
    [t.soon, now.add(10, "minute")],
    [t.tomorrow, now.add(1, "day").startOf("day")],
    [t.nextMonth, now.add(1, "month").startOf("month")],
  ];
  const problem = publish.isError ? problemOf(publish.error) : undefined;
  return (
    <Modal open title={t.publishTitle(next)} onCancel={onClose} footer={null} width={640} destroyOnHidden>
      <div className="publish-changes">
        <Changes live={live} draft={reading} />
      </div>
      <Form
        form={form}
        layout="vertical"
        requiredMark={false}
        onFinish={(wish) => publish.mutate(wish)}
        initialValues={{ startsAt: presets[1]?.[1] }}
      >
        <Form.Item label={t.startsAt} extra={t.startsHelp(zoneInWords(zone, lang))} required>
          <div className="actions" style={{ marginBottom: 8 }}>
            {presets.map(([name, at]) => (
              <Button size="small" key={name} onClick={() => form.setFieldValue("startsAt", at)}>
                {name}
              </Button>
            ))}
          </div>
          <Form.Item name="startsAt" noStyle rules={[{ required: true, message: t.startsMissing }]}>
            <DatePicker showTime={{ format: "HH:mm" }} format={SHAPE} allowClear={false} style={{ width: "100%" }} />
          </Form.Item>
        </Form.Item>
        <Form.Item name="note" label={t.note} extra={t.noteHelp}>
          <Input.TextArea rows={2} maxLength={500} />
        </Form.Item>
        {problem && (
          <Alert
            type="error"
            showIcon
            title={problem.message}
            description={problem.faults.map((fault) => fault.detail).join(" ")}
            style={{ marginBottom: 16 }}
          />
        )}
        {waits !== false && (limits.data || limits.isError) && (
          <p className="quiet" style={{ marginBottom: 16 }}>
            {waits ? t.takesSecond : t.mayTakeSecond}
          </p>
        )}
        <div className="actions">
          <Button type="primary" htmlType="submit" loading={publish.isPending}>
            {waits ? t.handIn : t.publishOk}
          </Button>
          <Button onClick={onClose}>{t.cancel}</Button>
        </div>
      </Form>
    </Modal>
  );
}
