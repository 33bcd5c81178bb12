/** Of an expression: its characters, and the nodes of its graph. Apart from the parser, which the door does not need. */
export const EXPRESSION_LIMIT = 200;
export const NODES_LIMIT = 40;
