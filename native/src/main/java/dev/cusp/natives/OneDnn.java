package dev.cusp.natives;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_FLOAT;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandle;
import java.util.Arrays;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The C interface of oneDNN 3, as far as convolutions have need of it: engines, descriptions of
 * memory, primitives and their arguments. What is created is destroyed with its arena.
 */
final class OneDnn {
  /** Arguments of a primitive. */
  static final int SOURCE = 1;

  static final int DESTINATION = 17;
  static final int WEIGHTS = 33;
  static final int SCRATCHPAD = 80;
  static final int DIFF_SOURCE = 129;
  static final int DIFF_DESTINATION = 145;
  static final int DIFF_WEIGHTS = 161;

  /** Descriptions of memory that a primitive can be asked for. */
  static final int WEIGHTS_DESCRIPTION = 131;

  static final int DIFF_WEIGHTS_DESCRIPTION = 132;
  static final int SCRATCHPAD_DESCRIPTION = 136;

  private static final int IMPLEMENTATION = 8;
  private static final int CPU = 1;
  private static final int IN_ORDER = 1;
  private static final int FLOATS = 3;
  private static final int ANY_LAYOUT = 1;
  private static final int SCRATCHPAD_OF_USER = 1;

  private static final Map<String, MethodHandle> FUNCTIONS = new ConcurrentHashMap<>();

  private static final MethodHandle EXECUTE =
      Loaded.oneDnn()
          .ordinary(
              "dnnl_primitive_execute",
              FunctionDescriptor.of(JAVA_INT, ADDRESS, ADDRESS, JAVA_INT, ADDRESS));

  private static final MethodHandle SET_BUFFER =
      Loaded.oneDnn()
          .ordinary(
              "dnnl_memory_set_data_handle", FunctionDescriptor.of(JAVA_INT, ADDRESS, ADDRESS));

  private static final MemorySegment ENGINE =
      create(Arena.global(), "dnnl_engine_create", null, CPU, 0L);

  private OneDnn() {}

  /** Calls a function whose parameters are as its arguments: int, long or address. */
  private static Object call(MemoryLayout result, String name, Object... arguments) {
    MethodHandle function =
        FUNCTIONS.computeIfAbsent(
            name,
            _ ->
                Loaded.oneDnn()
                    .ordinary(
                        name,
                        FunctionDescriptor.of(
                            result,
                            Arrays.stream(arguments)
                                .map(OneDnn::layout)
                                .toArray(MemoryLayout[]::new))));
    try {
      return function.invokeWithArguments(arguments);
    } catch (Throwable e) {
      throw SharedLibrary.unchecked(e);
    }
  }

  private static MemoryLayout layout(Object argument) {
    return switch (argument) {
      case Integer _ -> JAVA_INT;
      case Long _ -> JAVA_LONG;
      default -> ADDRESS;
    };
  }

  private static void check(String name, Object... arguments) {
    int status = (int) call(JAVA_INT, name, arguments);
    if (status != 0) {
      throw new IllegalStateException(name + " fails with status " + status);
    }
  }

  /** What a function creates, which another one destroys. */
  private static MemorySegment create(
      Arena arena, String name, String destroy, Object... arguments) {
    MemorySegment to = arena.allocate(ADDRESS);
    Object[] all = new Object[arguments.length + 1];
    all[0] = to;
    System.arraycopy(arguments, 0, all, 1, arguments.length);
    check(name, all);
    MemorySegment created = to.get(ADDRESS, 0);
    return destroy == null
        ? created
        : created.reinterpret(arena, object -> call(JAVA_INT, destroy, object));
  }

  static MemorySegment stream(Arena arena) {
    return create(arena, "dnnl_stream_create", "dnnl_stream_destroy", ENGINE, IN_ORDER);
  }

  /**
   * Describes floats.
   *
   * @param strides null for a layout of the library's choice
   */
  static MemorySegment description(Arena arena, long[] lengths, long[] strides) {
    String destroy = "dnnl_memory_desc_destroy";
    MemorySegment extents = longs(arena, lengths);
    return strides == null
        ? create(
            arena,
            "dnnl_memory_desc_create_with_tag",
            destroy,
            lengths.length,
            extents,
            FLOATS,
            ANY_LAYOUT)
        : create(
            arena,
            "dnnl_memory_desc_create_with_strides",
            destroy,
            lengths.length,
            extents,
            FLOATS,
            longs(arena, strides));
  }

  static MemorySegment longs(Arena arena, long... numbers) {
    return arena.allocateFrom(JAVA_LONG, numbers);
  }

  /** Memory of a description, in cache lines of its own. */
  static MemorySegment buffer(Arena arena, MemorySegment description) {
    return arena.allocate(bytes(description), 64);
  }

  private static long bytes(MemorySegment description) {
    long size = (long) call(JAVA_LONG, "dnnl_memory_desc_get_size", description);
    return Math.max(size, JAVA_FLOAT.byteSize());
  }

  static MemorySegment memory(Arena arena, MemorySegment description, MemorySegment buffer) {
    return create(arena, "dnnl_memory_create", "dnnl_memory_destroy", description, ENGINE, buffer);
  }

  /** A memory object that can stand for one buffer after the other. */
  static final class Movable {
    final MemorySegment memory;
    final long bytes;
    private MemorySegment buffer = MemorySegment.NULL; // which keeps it from being freed, too

    Movable(Arena arena, MemorySegment description) {
      memory = OneDnn.memory(arena, description, buffer);
      bytes = bytes(description);
    }

    /** Has it stand for a buffer, and gives that. */
    MemorySegment in(MemorySegment other) {
      if (buffer != other) {
        set(other);
        buffer = other;
      }
      return other;
    }

    private void set(MemorySegment other) {
      int status;
      try {
        status = (int) SET_BUFFER.invokeExact(memory, other);
      } catch (Throwable e) {
        throw SharedLibrary.unchecked(e);
      }
      if (status != 0) {
        throw new IllegalStateException("dnnl_memory_set_data_handle fails with status " + status);
      }
    }
  }

  /** A description of a primitive, such as {@code convolution_forward}. */
  static MemorySegment primitive(Arena arena, String kind, Object... arguments) {
    MemorySegment attributes =
        create(arena, "dnnl_primitive_attr_create", "dnnl_primitive_attr_destroy");
    check("dnnl_primitive_attr_set_scratchpad_mode", attributes, SCRATCHPAD_OF_USER);
    Object[] all = new Object[arguments.length + 2];
    all[0] = ENGINE;
    System.arraycopy(arguments, 0, all, 1, arguments.length);
    all[all.length - 1] = attributes;
    String name = "dnnl_" + kind + "_primitive_desc_create";
    return create(arena, name, "dnnl_primitive_desc_destroy", all);
  }

  /** A description of a copy from one layout to another. */
  static MemorySegment reorder(Arena arena, MemorySegment from, MemorySegment to) {
    MemorySegment attributes =
        create(arena, "dnnl_primitive_attr_create", "dnnl_primitive_attr_destroy");
    check("dnnl_primitive_attr_set_scratchpad_mode", attributes, SCRATCHPAD_OF_USER);
    return create(
        arena,
        "dnnl_reorder_primitive_desc_create",
        "dnnl_primitive_desc_destroy",
        from,
        ENGINE,
        to,
        ENGINE,
        attributes);
  }

  /** What a primitive wants some memory to be. */
  static MemorySegment wanted(MemorySegment primitive, int which) {
    return (MemorySegment) call(ADDRESS, "dnnl_primitive_desc_query_md", primitive, which, 0);
  }

  /** Which code of the library it is, such as {@code brgconv:avx512_core}. */
  static String implementation(Arena arena, MemorySegment primitive) {
    MemorySegment to = arena.allocate(ADDRESS);
    check("dnnl_primitive_desc_query", primitive, IMPLEMENTATION, 0, to);
    return to.get(ADDRESS, 0).reinterpret(Long.MAX_VALUE).getString(0);
  }

  /** Code, its arguments and the memory it needs besides; for one thread at a time. */
  record Executable(
      Arena arena,
      MemorySegment code,
      MemorySegment stream,
      MemorySegment arguments,
      int count,
      Movable scratch) {
    /**
     * Of a primitive.
     *
     * @param arguments a number, then a memory object, and so on
     */
    static Executable of(Arena arena, MemorySegment primitive, Object... arguments) {
      MemorySegment scratch = wanted(primitive, SCRATCHPAD_DESCRIPTION);
      int count = arguments.length / 2 + 1;
      MemorySegment all = arena.allocate(16L * count, 8);
      for (int i = 0; i < count - 1; i++) {
        set(all, i, (int) arguments[2 * i], (MemorySegment) arguments[2 * i + 1]);
      }
      Movable movable = new Movable(arena, scratch);
      set(all, count - 1, SCRATCHPAD, movable.memory);
      MemorySegment code =
          create(arena, "dnnl_primitive_create", "dnnl_primitive_destroy", primitive);
      return new Executable(arena, code, OneDnn.stream(arena), all, count, movable);
    }

    private static void set(MemorySegment all, int i, int argument, MemorySegment memory) {
      all.set(JAVA_INT, 16L * i, argument);
      all.set(ADDRESS, 16L * i + 8, memory);
    }

    /** Runs it, with memory for what it needs besides. */
    void run(MemorySegment room) {
      scratch.in(room);
      int status;
      try {
        status = (int) EXECUTE.invokeExact(code, stream, count, arguments);
      } catch (Throwable e) {
        throw SharedLibrary.unchecked(e);
      }
      if (status != 0) {
        throw new IllegalStateException("dnnl_primitive_execute fails with status " + status);
      }
    }
  }
}
