/** Opens PDFs one after another, away from the thread that answers requests: a hostile one can take seconds. */
import { parentPort } from 'node:worker_threads';
import { getDocument } from 'pdfjs-dist/legacy/build/pdf.mjs';

export type PdfState = 'readable' | 'encrypted' | 'broken';

parentPort!.on('message', (data: Uint8Array) => {
  void stateOf(data).then((state) => parentPort!.postMessage(state));
});

/** Only an encrypted one has permissions; one that also asks for a password does not open at all. */
async function stateOf(data: Uint8Array): Promise<PdfState> {
  const task = getDocument({ data, verbosity: 0, useWasm: false, useSystemFonts: false });
  try {
    const document = await task.promise;
    return (await document.getPermissions()) ? 'encrypted' : 'readable';
  } catch (error) {
    return (error as Error).name === 'PasswordException' ? 'encrypted' : 'broken';
  } finally {
    await task.destroy().catch(() => undefined);
  }
}
