import { count } from '../../language/format.ts';
import type { messages as english } from './library.en.ts';

export const messages = {
  title: '내 단어 벡터와 글',
  close: '닫기',
  where:
    '이 브라우저를 위해 이 서버에 보관합니다. 다른 사람은 볼 수 없고, 수업은 그 학습에 쓰이는 것만 읽습니다.',
  bring: '단어 벡터 파일 열기…',
  formats: 'GloVe, word2vec, fastText의 글 형식(gzip도 가능). 여기에서 읽고, 이 학습에 필요한 것만 보냅니다.',
  frequent: '글의 단어 외에 보관할 자주 나오는 단어 수',
  needsSecret: '이 수업의 진행자 링크가 있는 사람만 추가할 수 있습니다.',
  reading: (name, percent) => `${name} 읽는 중: ${percent}%`,
  uploading: (percent) => `보내는 중: ${percent}%`,
  cancel: '취소',
  found: (words, dimensions, lines) =>
    `숫자 ${count(dimensions)}개짜리 벡터 ${count(lines)}개 가운데 단어 ${count(words)}개를 보관합니다.`,
  announced: (said) => `첫 줄에는 ${count(said)}개라고 되어 있습니다. 파일이 온전하지 않을 수 있습니다.`,
  leftOut: (n) => `글의 단어 ${count(n)}개는 자리가 없어 빠졌습니다.`,
  without: (percent, of, distinct) =>
    `글의 단어 ${count(of)}개 가운데 ${percent}%에 벡터가 없습니다(서로 다른 단어 ${count(distinct)}개).`,
  problems: '빠진 것',
  problem: {
    columns: (n) => `숫자의 개수가 다른 줄 ${count(n)}개`,
    number: (n) => `숫자가 아닌 것이 있는 줄 ${count(n)}개`,
    word: (n) => `UTF-8이 아닌 단어 ${count(n)}개`,
    long: (n) => `벡터라기에는 너무 긴 줄 ${count(n)}개`,
  },
  places: (places) =>
    places.map(({ line, value }) => (value ? `${line}번째 줄 “${value}”` : `${line}번째 줄`)).join(', '),
  keep: '보관하고 사용',
  kinds: { vectors: '단어 벡터', text: '글' },
  nothing: { vectors: '아직 단어 벡터가 없습니다.', text: '아직 글이 없습니다.' },
  size: (bytes) => (bytes < 1e5 ? `${Math.ceil(bytes / 1000)} KB` : `${(bytes / 1e6).toFixed(1)} MB`),
  used: (bytes, limit) => `${count(limit / 1e6)} MB 중 ${(bytes / 1e6).toFixed(1)} MB`,
  use: '사용',
  remove: '삭제',
  reallyRemove: '완전히 삭제',
  removes: (name) =>
    `${name} 삭제: 모든 수업에서 이것을 쓰는 학습이 멈추고, 이것으로 계산한 것도 삭제됩니다.`,
  keepIt: '보관',
  passOn: '다른 수업에 전달해도 됨',
  again: '다시 시도',
  looking: '찾는 중…',
  noConnection: '서버에 연결되어 있지 않습니다.',
  tooMany: {
    upload: '이 서버가 한 번에 보관하는 것보다 큽니다. 자주 나오는 단어 수를 줄이세요.',
    uploads: '이 네트워크에서 많은 파일을 보냈습니다. 나중에 다시 시도하세요.',
    'open-uploads': '지금 이 서버로 많은 파일을 보내고 있습니다. 잠시 뒤에 다시 시도하세요.',
    library: '남은 자리가 없습니다. 먼저 다른 것을 삭제하세요.',
    libraries: '이 서버에 남은 자리가 없습니다.',
  },
} satisfies typeof english;
