import { useMutation } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { api, ask, problemOf } from "@tessera/shared/api";
import { useWords } from "@tessera/shared/i18n";
import { Failure } from "@tessera/shared/screen";
import { Alert, Button, Input } from "antd";
import { phoneIn } from "./phone.ts";
import { words } from "./words.ts";

/** Finds one by whatever somebody holds: phone, card, code, e-mail, number. What is typed goes into no address. */
export function Search({ onEnrol }: { onEnrol?: ((phone: string) => void) | undefined }) {
  const t = useWords(words);
  const go = useNavigate();
  const find = useMutation({
    mutationFn: (text: string) => ask(api.POST("/v1/members/find", { body: { text } })),
    onSuccess: ({ id }) => go({ to: "/members/$member", params: { member: id } }),
  });
  const problem = find.isError ? problemOf(find.error) : undefined;
  const phone = phoneIn(find.variables ?? "");
  const isMiss = problem?.isMissing || problem?.status === 400;
  return (
    <search className="member-search">
      <Input.Search
        size="large"
        placeholder={t.search}
        aria-label={t.search}
        enterButton={<Button type="primary">{t.find}</Button>}
        loading={find.isPending}
        onSearch={(text) => text.trim() && find.mutate(text.trim())}
        onChange={() => find.reset()}
        allowClear
        autoFocus
        maxLength={120}
      />
      {problem && isMiss && (
        <Alert
          type="warning"
          showIcon
          title={phone ? t.noPhone : t.notFound(find.variables ?? "")}
          action={phone && onEnrol && <Button onClick={() => onEnrol(phone)}>{t.enrolPhone}</Button>}
        />
      )}
      {problem &&
        !isMiss &&
        (problem.status === 409 ? (
          <Alert type="warning" showIcon title={problem.message} />
        ) : (
          <Failure error={find.error} />
        ))}
    </search>
  );
}
