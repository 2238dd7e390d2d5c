/** Whether a text is the number of a receipt: the till's name, the day, and a count. */
export const isReceipt = (text: string) => /^[2-9A-Z]{5}-\d{6}-\d{4,}$/i.test(text);
