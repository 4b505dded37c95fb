/** What the intermediate form becomes: bytecode, Java source, or values by interpretation. */
package dev.cusp.emit;
