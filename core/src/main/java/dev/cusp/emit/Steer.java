package dev.cusp.emit;

import dev.cusp.ir.Value;

/** What tells where control goes: a value, and what is asked of it. */
record Steer(Value value, Test test) {}
