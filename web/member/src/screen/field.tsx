/** A labelled field, with its fault below it. */
import { Input, type InputProps } from "antd-mobile";
import { type ReactNode, useId } from "react";

interface FieldProps extends Omit<InputProps, "id"> {
  label: ReactNode;
  fault?: string;
  /** Said below the field while there is no fault. */
  help?: ReactNode;
  /** What stands in the field beside the text. */
  beside?: ReactNode;
}

export function Field({ label, fault, help, beside, ...input }: FieldProps) {
  const id = useId();
  const below = `${id}-below`;
  return (
    <div className={fault ? "field at-fault" : "field"}>
      <label htmlFor={id}>{label}</label>
      <div className="field-line">
        <Input {...input} id={id} aria-invalid={fault ? true : undefined} aria-describedby={below} />
        {beside}
      </div>
      <p id={below} className="field-below" role={fault ? "alert" : undefined}>
        {fault || help}
      </p>
    </div>
  );
}
