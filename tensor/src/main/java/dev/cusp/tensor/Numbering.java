package dev.cusp.tensor;

import java.util.Arrays;
import java.util.List;

/** Tensors, numbered from 0 in the order in which they are added; each is told by its identity. */
public final class Numbering {
  private Tensor[] tensors = new Tensor[16];
  private int size;

  /** By hash, numbers plus one; 0 for none. */
  private int[] table = new int[32];

  public int size() {
    return size;
  }

  /** The tensor with a number. */
  public Tensor get(int number) {
    return tensors[number];
  }

  /** All of them, in order. */
  public List<Tensor> tensors() {
    return List.of(Arrays.copyOf(tensors, size));
  }

  /** The number of a tensor; -1 where it has none. */
  public int of(Tensor t) {
    return table[place(t)] - 1;
  }

  /** The number of a tensor, a new one where it had none. */
  public int add(Tensor t) {
    int place = place(t);
    if (table[place] != 0) {
      return table[place] - 1;
    }
    if (2 * size >= table.length) {
      grow();
      place = place(t);
    }
    tensors[size++] = t;
    table[place] = size;
    return size - 1;
  }

  private int place(Tensor t) {
    int mask = table.length - 1;
    int place = t.identity() & mask;
    while (table[place] != 0 && tensors[table[place] - 1] != t) {
      place = place + 1 & mask;
    }
    return place;
  }

  private void grow() {
    tensors = Arrays.copyOf(tensors, 2 * tensors.length);
    table = new int[2 * table.length];
    for (int i = 0; i < size; i++) {
      table[place(tensors[i])] = i + 1;
    }
  }
}
