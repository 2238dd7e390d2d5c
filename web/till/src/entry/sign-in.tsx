/** The sign-in screen, with the component library that it is made of. */
import { Dress, Gate } from "@tessera/shared/antd";
import { useWords } from "@tessera/shared/i18n";
import { words } from "../till/words.ts";

export default function SignIn() {
  const t = useWords(words);
  return (
    <Dress>
      <Gate title={t.title}>{null}</Gate>
    </Dress>
  );
}
