/** Hands a file to the person's browser to keep. */
export const saveFile = (content: Blob | string, name: string, type = 'text/csv;charset=utf-8'): void => {
  const blob = typeof content === 'string' ? new Blob([content], { type }) : content;
  const url = URL.createObjectURL(blob);
  const link = document.createElement('a');
  link.href = url;
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(url), 10_000);
};
