// Reads a JSON array of expressions from standard input, and writes one of the same length: null where the grammar of Prometheus' own
// editor reads the expression, or else where it does not, as an offset in UTF-16 units.
import { parser } from "@prometheus-io/lezer-promql";
import { readFileSync } from "node:fs";

const firstError = (text) => {
  let at = null;
  parser.parse(text).iterate({
    enter(node) {
      if (at === null && node.type.isError) at = node.from;
      return at === null;
    },
  });
  return at;
};

process.stdout.write(JSON.stringify(JSON.parse(readFileSync(0, "utf8")).map(firstError)));
