/** Bytes that are no live picture of the run: where they are wrong, and what stands there. A page drops them; the next picture is whole. */
export class BadFrame extends RangeError {
  readonly place: string;
  readonly value: number;
  constructor(place: string, value: number) {
    super(`${place}: ${value}`);
    this.name = 'BadFrame';
    this.place = place;
    this.value = value;
  }
}
