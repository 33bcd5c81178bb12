/** Which lesson the editor has open: it stands in the side panel's place (SPEC LE14). */
class Editing {
  /** Null: none. */
  id = $state<string | null>(null);
}

export const editing = new Editing();
