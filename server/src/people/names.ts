/** What members are called: what they wish, made distinct, or a mathematician. */
import { cleanName, NAME_LIMIT } from '@deltaboard/shared/protocol/people.ts';
import { sameAs } from '@deltaboard/shared/text.ts';

// prettier-ignore
/** Whom a member without a name is called after. */
export const mathematicians = [
  'Emmy Noether', 'Sofia Kovalevskaya', 'Maryam Mirzakhani', 'Sophie Germain', 'Hypatia', 'Ada Lovelace', 'Leonhard Euler',
  'Carl Friedrich Gauss', 'Srinivasa Ramanujan', 'Alan Turing', 'Katherine Johnson', 'Mary Somerville', 'Émilie du Châtelet',
  'Maria Agnesi', 'Hong Jeong-ha', 'Choi Seok-jeong', 'Al-Khwarizmi', 'Omar Khayyam', 'Aryabhata', 'Brahmagupta', 'Liu Hui',
  'Zu Chongzhi', 'Seki Takakazu', 'Euclid', 'Archimedes', 'Pythagoras', 'Eratosthenes', 'Diophantus', 'Fibonacci',
  'Gottfried Leibniz', 'Isaac Newton', 'Jakob Bernoulli', 'Blaise Pascal', 'Pierre de Fermat', 'René Descartes',
  'Joseph-Louis Lagrange', 'Pierre-Simon Laplace', 'Augustin-Louis Cauchy', 'Évariste Galois', 'Niels Henrik Abel',
  'Bernhard Riemann', 'Karl Weierstrass', 'Georg Cantor', 'Henri Poincaré', 'David Hilbert', 'Felix Klein', 'Otto Hesse',
  'Carl Jacobi', 'Jacques Hadamard', 'Arthur Cayley', 'James Sylvester', 'William Hamilton', 'George Boole', 'Charles Babbage',
  'Andrei Markov', 'Andrey Kolmogorov', 'Pafnuty Chebyshev', 'Olga Ladyzhenskaya', 'Olga Taussky-Todd', 'Emma Lehmer',
  'Julia Robinson', 'Mary Cartwright', 'Grace Hopper', 'Dorothy Vaughan', 'Mary Jackson', 'Euphemia Haynes', 'Karen Uhlenbeck',
  'Ingrid Daubechies', 'Maryna Viazovska', 'Cathleen Morawetz', 'Dusa McDuff', 'Paul Erdős', 'John von Neumann', 'Kurt Gödel',
  'Alonzo Church', 'Claude Shannon', 'Norbert Wiener', 'Richard Bellman', 'Stefan Banach', 'Wacław Sierpiński', 'Alfred Tarski',
  'Hermann Weyl', 'Emil Artin', 'Élie Cartan', 'Émile Borel', 'Henri Lebesgue', 'Maurice Fréchet', 'Sophus Lie', 'Jacob Steiner',
  'August Möbius', 'Hermann Grassmann', 'Giuseppe Peano', 'Vito Volterra', 'Bruno de Finetti', 'Shiing-Shen Chern', 'Chen Jingrun',
  'Kiyosi Itô', 'Kunihiko Kodaira', 'Goro Shimura', 'June Huh', 'Harish-Chandra', 'Shakuntala Devi', 'Ronald Fisher', 'Florence Nightingale',
  'Thomas Bayes', 'Abraham de Moivre', 'Adrien-Marie Legendre', 'Joseph Fourier', 'Siméon Poisson', 'George Green', 'George Stokes',
  'Brook Taylor', 'Colin Maclaurin', 'John Wallis', 'John Napier', 'Gerolamo Cardano', 'Rafael Bombelli', 'Simon Stevin', 'Benoît Mandelbrot',
] as const;

export class Names {
  /** As they are compared: nobody is told apart by case, or by what nobody sees. */
  readonly #taken = new Set<string>();
  /** For each name that has been taken more than once, a number below which none is free. */
  readonly #numbers = new Map<string, number>();
  readonly #friendly: readonly { readonly name: string; readonly key: string }[];
  #next = 0;

  /** `friendly`: in the order in which they are given. */
  constructor(friendly: readonly string[] = mathematicians) {
    // Compared at everybody who comes without a name, also once all are taken.
    this.#friendly = friendly.map((name) => ({ name, key: sameAs(name) }));
  }

  /** A distinct name: the one that is wished for, or with a number; a friendly one where nothing is left of the wish. */
  take(wished: string): string {
    const name = this.#distinct(cleanName(wished) ?? this.#friendlyName());
    this.#taken.add(sameAs(name));
    return name;
  }

  release(name: string): void {
    const key = sameAs(name);
    this.#taken.delete(key);
    const [, base = key, number = '2'] = NUMBERED.exec(key) ?? [];
    const known = this.#numbers.get(base);
    if (known !== undefined && Number(number) < known) this.#numbers.set(base, Number(number));
    if (this.#taken.size === 0) this.#numbers.clear();
  }

  #friendlyName(): string {
    const { length } = this.#friendly;
    for (let k = 0; k < length; k++) {
      const { name, key } = this.#friendly[(this.#next + k) % length];
      if (this.#taken.has(key)) continue;
      this.#next = (this.#next + k + 1) % length;
      return name;
    }
    return this.#friendly[this.#next++ % length].name;
  }

  #distinct(name: string): string {
    const key = sameAs(name);
    if (!this.#taken.has(key)) return name;
    const characters = [...name];
    for (let number = this.#numbers.get(key) ?? 2; ; number++) {
      const ending = ` ${number}`;
      const distinct = characters.slice(0, NAME_LIMIT - ending.length).join('') + ending;
      if (this.#taken.has(sameAs(distinct))) continue;
      this.#numbers.set(key, number + 1);
      return distinct;
    }
  }
}

/** With a number behind it, as it is given to a name that is taken. */
const NUMBERED = /^(.*) (\d{1,9})$/s;
