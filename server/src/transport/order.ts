/** A command and the id that it comes under, checked at the door. */
import { parseCommand } from '@deltaboard/shared/class/table.ts';
import { ORDER_ID_LIMIT, type Order } from '@deltaboard/shared/protocol/events.ts';
import { parseWith, z } from '@deltaboard/shared/schema.ts';

const orderSchema = z.strictObject({
  id: z.string().check(z.minLength(1), z.maxLength(ORDER_ID_LIMIT)),
  command: z.unknown(),
});

/** Throws Refusal 'command' that names the path, in the command or around it. */
export function parseOrder(value: unknown): Order {
  const { id, command } = parseWith(orderSchema, value, 'command');
  return { id, command: parseCommand(command) };
}
