import { z } from 'zod';

const versionNumber = z.string().regex(/^[1-9]\d{0,5}$/, '选择要对照的版本。');

export const versionPair = z.strictObject({ from: versionNumber, to: versionNumber });
