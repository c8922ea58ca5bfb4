/** An address that belongs to nobody, as an agency confirms it when it registers. */
export const exampleAddress = {
  way: 'electronic',
  recipient: '示例赵某',
  postalAddress: '示例区示例路 1 号',
  email: 'notices@example.com',
  phone: '0373-0000000',
  confirmed: 'yes',
} as const;
