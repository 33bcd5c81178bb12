/**
 * The only file that knows Socket.IO. Joins a room, comes back by itself, remembers who this browser is in it, keeps
 * commands until they are answered, and acknowledges live pictures once they are drawn (SPEC PR2, PR3, PR9).
 */
import { withChanges } from '@deltaboard/shared/class/changes.ts';
import {
  PROTOCOL_VERSION,
  type Acknowledgement,
  type ClientToServer,
  type EvaluationReply,
  type Hello,
  type LessonPageReply,
  type LossesReply,
  type ReportReply,
  type ServerToClient,
  type WordVectorsReply,
} from '@deltaboard/shared/protocol/events.ts';
import type { Desk, Personal } from '@deltaboard/shared/protocol/participation.ts';
import type { JudgedPart } from '@deltaboard/shared/evaluation/evaluation.ts';
import type { Command } from '@deltaboard/shared/protocol/commands.ts';
import { frameNumber } from '@deltaboard/shared/protocol/frame-number.ts';
import type { RefusalData } from '@deltaboard/shared/refusal.ts';
import { io, type Socket } from 'socket.io-client';
import parser from 'socket.io-msgpack-parser';
import type { Entry } from './address.ts';
import { isRefusal } from '../browser/http.ts';
import { gathering } from './gathering.ts';
import type { ConnectionListener } from './listener.ts';
import { clearAddress, keepClass, keptSecret, nextSecret } from './kept-classes.ts';
import { notSent, Orders, type NotSent } from './orders.ts';
import { delayOf, retrying } from './retry.ts';
import { root } from '../browser/root.ts';
import { phone } from '../styles/phone.svelte.ts';
import { forget, recall, recallJson, remember } from '../browser/storage.ts';
import { withBytes } from './wire.ts';

export type { NotSent } from './orders.ts';

export interface Connection {
  /** Resolves with the answer, whenever it comes; 'no-connection' means that nothing was sent. */
  command(command: Command): Promise<Acknowledgement | NotSent>;
  // What only asks: 'no-connection' also when no answer came in time.
  vectors(words: readonly string[]): Promise<WordVectorsReply | NotSent>;
  /** J of steps `from` to `to` of the present branch. */
  losses(from: number, to: number): Promise<LossesReply | NotSent>;
  /** How well the network, as it stands, labels a part of the corpus. */
  evaluation(part: JudgedPart): Promise<EvaluationReply | NotSent>;
  /** The page of a seminar that this member turns to. */
  lessonPage(page: number): Promise<LessonPageReply | NotSent>;
  /** What the class has answered, and where it was lost. */
  report(): Promise<ReportReply | NotSent>;
  /** Leaves and joins again: after a gap in the events, or a refusal. */
  resume(): void;
  /** Leaves while its secret is changed, so as not to be sent away with the old one, and comes back with the one that there is then. */
  awayWhile(change: () => Promise<string>): Promise<void>;
  /** For good: this browser forgets who it was. */
  left(): void;
  close(): void;
}

const ANSWER_WITHIN = 10_000;
/** Milliseconds; with what an animation frame takes a quarter of a second. */
const ACKNOWLEDGE_WITHIN = 230;

export function connect(entry: Entry, heard: ConnectionListener): Connection {
  const listener = gathering(heard);
  const { code, as, screen, embed } = entry;
  let own: Personal | null = null;
  let desk: Desk | null = null;
  /** A screen comes in with the secret that its browser holds, however many others there are. */
  let shown = entry.secret ?? (screen ? keptSecret(code) : null);
  const hello = (): Hello => {
    const member = memberOf(entry);
    const device = as ?? member?.id;
    const seen = listener.position();
    // A server that was started again knows nobody who has left no trace: who was called something is called so again.
    const name = own?.name ?? recall('name');
    return {
      version: PROTOCOL_VERSION,
      room: code,
      ...(member && { member }),
      // Where the secret has changed, the member's token is as old as the one before.
      ...(shown !== null && { secret: shown, ...(device !== undefined && { as: device }) }),
      ...(screen ? { screen, ...(embed && { embed }) } : name !== null && { name }),
      ...(seen && { seen }),
    };
  };
  const socket: Socket<ServerToClient, ClientToServer> = io({
    path: `${root}socket.io/`,
    transports: ['websocket'],
    parser,
    auth: (send) => send(hello()),
    ...retrying,
  });

  const orders = new Orders(
    (order, acknowledge) =>
      void socket.emit('command', order, (reply) => {
        listener.catchUp();
        acknowledge(reply);
      }),
    (commands) => listener.unanswered(commands),
  );

  let isRehearsal = false;
  let attempt = 0;
  let retry: ReturnType<typeof setTimeout> | undefined;
  /** The server has said that it stops, and when to come back. */
  let comeBackAfter: number | null = null;
  const comingBack = (after: number, failure: RefusalData | null): void => {
    comeBackAfter = null;
    attempt += 1;
    listener.stateChanged({ status: 'lost', attempt, failure });
    // In its own time, not in Socket.IO's.
    socket.disconnect();
    retry = setTimeout(() => socket.connect(), after);
  };
  const lost = (): void => {
    attempt += 1;
    listener.stateChanged({ status: 'lost', attempt, failure: null });
    // Socket.IO comes back by itself from a broken link, but not from a server that closed or refused the connection.
    if (!socket.active) retry = setTimeout(() => socket.connect(), delayOf(attempt));
  };

  socket.on('welcome', (welcome) => {
    attempt = 0;
    remember(memberKey(entry), JSON.stringify({ id: welcome.member.id, token: welcome.member.token }));
    if (welcome.resumed === 'snapshot') isRehearsal = welcome.snapshot.state.rehearsal ?? false;
    // Nobody comes back to a rehearsal but by its address.
    if (shown !== null && welcome.member.instructor && !isRehearsal) {
      keepClass({ code, secret: shown });
      clearAddress(code, shown);
    }
    listener.welcomed(withBytes(welcome));
    every = 1;
    askForPictures();
    // Told of a gap, the room may have left again already.
    if (socket.connected) orders.resume();
    listener.stateChanged({ status: 'live' });
  });
  socket.on('event', (message) => listener.event(withBytes(message)));
  socket.on('personal', (personal) => {
    own = personal;
    listener.toldPersonal(own);
  });
  socket.on('personal-changed', (changes) => {
    if (!own) return;
    own = withChanges(own, changes);
    listener.toldPersonal(own);
  });
  socket.on('desk', (told) => {
    desk = told;
    listener.toldDesk(desk);
  });
  socket.on('desk-changed', (changes) => {
    if (!desk) return;
    desk = withChanges(desk, changes);
    listener.toldDesk(desk);
  });
  socket.on('stopping', (after) => void (comeBackAfter = after));
  socket.on('pulse', (pulse) => socket.emit('pulsed', pulse));
  const refused = (refusal: RefusalData): void => {
    const after = failureOf(refusal);
    if (after !== null) return comingBack(after, refusal);
    socket.disconnect();
    if (refusal.code === 'left') forgetMember(entry);
    listener.stateChanged({ status: 'refused', refusal });
  };
  socket.on('dismissed', refused);
  socket.on('frame', (bytes) => {
    const frame = withBytes(bytes);
    void listener.frameArrived(frame).then(() => acknowledgeAfterDrawing(frameNumber(frame)));
  });
  socket.on('disconnect', (reason) => {
    orders.interrupt();
    if (reason === 'io client disconnect') return;
    if (comeBackAfter === null) lost();
    else comingBack(comeBackAfter, null);
  });
  socket.on('connect_error', (error) => {
    const refusal = refusalOf(error);
    // What is kept and opens nothing any more is not shown again; a projector comes in without it.
    const next = refusal?.code === 'bad-secret' ? nextSecret(code, shown) : null;
    if (next !== null || (refusal?.code === 'bad-secret' && screen && shown !== null)) {
      shown = next;
      socket.connect();
    } else if (refusal) refused(refusal);
    else lost();
  });
  listener.stateChanged({ status: 'connecting' });

  let drawn = 0;
  let acknowledges = false;
  function acknowledgeAfterDrawing(number: number): void {
    drawn = number;
    if (acknowledges) return;
    acknowledges = true;
    // Several with one word, and none while the tab is hidden, which draws nothing.
    requestAnimationFrame(() =>
      setTimeout(() => {
        acknowledges = false;
        socket.emit('seen', drawn);
      }, ACKNOWLEDGE_WITHIN),
    );
  }

  /** What the server was asked for: each picture as long as nothing is said. */
  let every = 1;
  /** A hidden tab takes no pictures, a phone every other one. */
  const askForPictures = (): void => {
    const wanted = document.hidden ? 0 : phone.current ? 2 : 1;
    if (wanted !== every && socket.connected) socket.emit('pictures', (every = wanted));
  };
  document.addEventListener('visibilitychange', askForPictures);

  /** What only asks: nothing is sent without a connection, and nothing is waited for without end. */
  async function asked<Reply>(
    ask: (within: ReturnType<typeof socket.timeout>) => Promise<Reply>,
  ): Promise<Reply | NotSent> {
    if (!socket.connected) return notSent;
    const reply = await ask(socket.timeout(ANSWER_WITHIN)).catch(() => notSent);
    listener.catchUp();
    return reply;
  }

  return {
    command: (command) => orders.give(command),
    vectors: (words) => asked(async (within) => withBytes(await within.emitWithAck('vectors', words))),
    losses: (from, to) => asked((within) => within.emitWithAck('losses', { from, to })),
    evaluation: (part) => asked((within) => within.emitWithAck('evaluation', part)),
    lessonPage: (page) => asked(async (within) => withBytes(await within.emitWithAck('lesson-page', page))),
    report: () => asked((within) => within.emitWithAck('report')),
    async awayWhile(change) {
      socket.disconnect();
      shown = await change();
      socket.connect();
    },
    left() {
      forgetMember(entry);
      socket.disconnect();
      listener.stateChanged({ status: 'refused', refusal: { code: 'left', params: {} } });
    },
    resume() {
      listener.drop();
      socket.disconnect();
      socket.connect();
    },
    close() {
      clearTimeout(retry);
      orders.close();
      document.removeEventListener('visibilitychange', askForPictures);
      socket.disconnect();
    },
  };
}

/** Where in a seminar this browser was. */
export const ownPageKey = (code: string): string => `page:${code}`;

/** A projector beside the driver's own page is a member of its own. */
const memberKey = ({ code, screen, embed }: Entry): string =>
  `${embed ? 'embed' : screen ? 'screen' : 'member'}:${code}`;

function forgetMember(entry: Entry): void {
  forget(memberKey(entry));
  forget('name');
  forget(ownPageKey(entry.code));
}

function memberOf(entry: Entry): Hello['member'] | null {
  const known = recallJson(memberKey(entry));
  if (typeof known !== 'object' || known === null) return null;
  const { id, token } = known as { id?: unknown; token?: unknown };
  return typeof id === 'string' && typeof token === 'string' ? { id, token } : null;
}

/** Of a class that has failed on the server (SPEC CN3): milliseconds until this page comes back. Null of any other refusal. */
const failureOf = ({ code, params }: RefusalData): number | null =>
  code === 'room-failed' ? 1000 * Number(params['seconds']) + delayOf(1) : null;

/** What a server's middleware refused with; null for a failure of the network. */
function refusalOf(error: Error): RefusalData | null {
  const { data } = error as Error & { data?: unknown };
  return isRefusal(data) ? data : null;
}
