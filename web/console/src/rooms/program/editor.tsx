/** The text editor of program documents: TOML with line numbers, and what the check found where it belongs. */
import { defaultKeymap, history, historyKeymap, indentWithTab } from "@codemirror/commands";
import { bracketMatching, HighlightStyle, StreamLanguage, syntaxHighlighting } from "@codemirror/language";
import { toml } from "@codemirror/legacy-modes/mode/toml";
import { type Diagnostic, lintGutter, setDiagnostics } from "@codemirror/lint";
import { EditorState } from "@codemirror/state";
import { drawSelection, EditorView, highlightActiveLine, keymap, lineNumbers } from "@codemirror/view";
import { tags } from "@lezer/highlight";
import type { Said } from "@tessera/shared/api";
import { type Ref, useEffect, useImperativeHandle, useRef } from "react";

export interface EditorHandle {
  /** Puts the cursor at a line and column, both from 1, and shows it. */
  goTo(line: number, column: number): void;
}

interface EditorProps {
  value: string;
  onChange: (text: string) => void;
  findings: readonly Said<"Finding">[];
  label: string;
  handle?: Ref<EditorHandle>;
}

const colours = HighlightStyle.define([
  { tag: tags.comment, color: "var(--ink3)" },
  { tag: [tags.propertyName, tags.variableName], color: "var(--indigo)" },
  { tag: tags.string, color: "var(--pine)" },
  { tag: [tags.number, tags.bool, tags.atom], color: "var(--amber)" },
  { tag: [tags.heading, tags.keyword], color: "var(--seal)", fontWeight: "600" },
]);

const look = EditorView.theme({
  "&": { backgroundColor: "var(--sheet)", color: "var(--ink)" },
  "&.cm-focused": { outline: "none" },
  ".cm-scroller": { fontFamily: "var(--mono)", lineHeight: "1.65" },
  ".cm-content": { caretColor: "var(--seal)" },
  ".cm-cursor": { borderLeftColor: "var(--seal)" },
  ".cm-gutters": { backgroundColor: "var(--paper)", color: "var(--ink3)", borderRight: "1px solid var(--hair)" },
  ".cm-activeLine": { backgroundColor: "color-mix(in srgb, var(--inset) 55%, transparent)" },
  ".cm-activeLineGutter": { backgroundColor: "var(--inset)" },
  "&.cm-focused > .cm-scroller > .cm-selectionLayer .cm-selectionBackground, .cm-selectionBackground": {
    backgroundColor: "var(--seal-wash)",
  },
  // A dot in our colours in place of the library's pictures.
  ".cm-lint-marker": { content: '""', width: "8px", height: "8px", margin: "7px 3px 0", borderRadius: "50%" },
  ".cm-lint-marker-error": { backgroundColor: "var(--seal)" },
  ".cm-lint-marker-warning": { backgroundColor: "var(--amber)" },
  ".cm-lint-marker-info": { backgroundColor: "var(--indigo)" },
  ".cm-tooltip": {
    backgroundColor: "var(--sheet)",
    border: "1px solid var(--line)",
    color: "var(--ink)",
    maxWidth: "60ch",
  },
  ".cm-diagnostic": { fontFamily: "var(--sans)", padding: "6px 10px" },
});

const SEVERITY = { error: "error", warning: "warning", note: "info" } as const;

/** Where a finding stands in the text: from its column to the end of its line. */
function marked(state: EditorState, findings: readonly Said<"Finding">[]): Diagnostic[] {
  return findings.flatMap((finding) => {
    if (!finding.line || finding.line > state.doc.lines) return [];
    const line = state.doc.line(finding.line);
    const from = Math.min(line.from + Math.max(0, (finding.column ?? 1) - 1), line.to);
    const severity = SEVERITY[finding.severity as keyof typeof SEVERITY] ?? "info";
    return [{ from, to: line.to, severity, message: `${finding.reason} ${finding.remedy}` }];
  });
}

export function Editor({ value, onChange, findings, label, handle }: EditorProps) {
  const place = useRef<HTMLDivElement>(null);
  const view = useRef<EditorView>(null);
  const told = useRef(onChange);
  told.current = onChange;
  const first = useRef(value);

  useEffect(() => {
    if (!place.current) return;
    const state = EditorState.create({
      doc: first.current,
      extensions: [
        lineNumbers(),
        lintGutter(),
        history(),
        drawSelection(),
        highlightActiveLine(),
        bracketMatching(),
        EditorView.lineWrapping,
        StreamLanguage.define(toml),
        syntaxHighlighting(colours),
        look,
        keymap.of([...defaultKeymap, ...historyKeymap, indentWithTab]),
        EditorView.contentAttributes.of({ "aria-label": label, spellcheck: "false" }),
        EditorView.updateListener.of((update) => {
          if (update.docChanged) told.current(update.state.doc.toString());
        }),
      ],
    });
    const made = new EditorView({ state, parent: place.current });
    view.current = made;
    return () => made.destroy();
  }, [label]);

  // A text that came from elsewhere, not from the keyboard.
  useEffect(() => {
    first.current = value;
    const shown = view.current;
    if (!shown || shown.state.doc.toString() === value) return;
    shown.dispatch({ changes: { from: 0, to: shown.state.doc.length, insert: value } });
  }, [value]);

  useEffect(() => {
    const shown = view.current;
    if (shown) shown.dispatch(setDiagnostics(shown.state, marked(shown.state, findings)));
  }, [findings]);

  useImperativeHandle(handle, () => ({
    goTo(line, column) {
      const shown = view.current;
      if (!shown || line > shown.state.doc.lines) return;
      const at = shown.state.doc.line(line);
      shown.dispatch({
        selection: { anchor: Math.min(at.from + column - 1, at.to) },
        effects: EditorView.scrollIntoView(at.from, { y: "center" }),
      });
      shown.focus();
    },
  }));

  return <div className="editor" ref={place} />;
}
