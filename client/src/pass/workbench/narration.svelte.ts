/** Whether each operation is said for assistive technology when the class comes to rest on it (SPEC AC2): this browser's choice. */
import { recall, remember } from '../../browser/storage.ts';

class Narration {
  #isOn = $state(recall('narration') !== 'off');

  get isOn(): boolean {
    return this.#isOn;
  }

  set isOn(isOn: boolean) {
    this.#isOn = isOn;
    remember('narration', isOn ? 'on' : 'off');
  }
}

export const narration = new Narration();
