package dev.cusp.io;

import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What the header of an array says: a literal of Python's with three entries. */
record NpyHeader(
    Element element, boolean isComplex, ByteOrder order, boolean isColumnsFirst, List<Long> longs) {
  /** One entry, of a text, a truth or a tuple; anything else does not match. */
  private static final Pattern ENTRY =
      Pattern.compile(
          "\\s*(?:'(\\w+)'|\"(\\w+)\")\\s*:\\s*"
              + "('[^']*'|\"[^\"]*\"|True|False|\\([-0-9L,\\s]*\\)|\\[.*\\])\\s*(,|\\})");

  /** The lengths of the axes, all of which fit. */
  List<Integer> lengths() {
    return longs.stream().map(Long::intValue).toList();
  }

  static NpyHeader parse(String file, String text) throws FileFormatException {
    Map<String, String> entries = entries(file, text.strip());
    String descr = entries.get("descr");
    String fortran = entries.get("fortran_order");
    String shape = entries.get("shape");
    if (entries.size() != 3 || descr == null || fortran == null || shape == null) {
      throw unread(file, text);
    }
    List<Long> lengths = lengths(file, shape);
    Sizes.shape(file, lengths);
    if (descr.startsWith("[")) {
      throw new FileFormatException(file, "records, %s; only plain numbers are read", descr);
    }
    String type = descr.substring(1, descr.length() - 1);
    if (type.contains("O")) {
      throw new FileFormatException(
          file, "pickled Python objects, which are programs and are not read");
    }
    boolean isComplex = type.matches("[<>=|]?c(8|16)");
    if (!fortran.matches("True|False")) {
      throw unread(file, text);
    }
    return new NpyHeader(
        element(file, type), isComplex, order(type), fortran.equals("True"), lengths);
  }

  private static ByteOrder order(String type) {
    return type.startsWith(">")
        ? ByteOrder.BIG_ENDIAN
        : type.startsWith("<") ? ByteOrder.LITTLE_ENDIAN : ByteOrder.nativeOrder();
  }

  private static Element element(String file, String type) throws FileFormatException {
    return switch (type.replaceFirst("^[<>=|]", "")) {
      case "b1", "?" -> Element.BOOL;
      case "i1" -> Element.I8;
      case "u1" -> Element.U8;
      case "i2" -> Element.I16;
      case "u2" -> Element.U16;
      case "i4" -> Element.I32;
      case "u4" -> Element.U32;
      case "i8" -> Element.I64;
      case "u8" -> Element.U64;
      case "f2" -> Element.F16;
      case "f4", "c8" -> Element.F32;
      case "f8", "c16" -> Element.F64;
      default -> throw new FileFormatException(file, "elements of type '%s' are not read", type);
    };
  }

  private static Map<String, String> entries(String file, String text) throws FileFormatException {
    Map<String, String> entries = new HashMap<>();
    Matcher matcher = ENTRY.matcher(text);
    int at = 1;
    while (text.startsWith("{") && !text.substring(at).strip().equals("}")) {
      matcher.region(at, text.length());
      if (!matcher.lookingAt()) {
        throw unread(file, text);
      }
      String key = matcher.group(1) == null ? matcher.group(2) : matcher.group(1);
      boolean isLast = matcher.group(4).equals("}");
      if (entries.put(key, matcher.group(3)) != null || isLast && matcher.end() < text.length()) {
        throw unread(file, text);
      }
      if (isLast) {
        return entries;
      }
      at = matcher.end();
    }
    return entries;
  }

  private static List<Long> lengths(String file, String tuple) throws FileFormatException {
    List<Long> lengths = new ArrayList<>();
    String inside = tuple.replaceAll("[()\\s]", "");
    for (String length : inside.isEmpty() ? new String[0] : inside.split(",")) {
      try {
        lengths.add(Long.parseLong(length.endsWith("L") ? length.replaceFirst("L$", "") : length));
      } catch (NumberFormatException e) {
        throw new FileFormatException(file, "a shape of %s", tuple);
      }
    }
    return lengths;
  }

  private static FileFormatException unread(String file, String text) {
    String shown = text.length() > 200 ? text.substring(0, 200) + "..." : text;
    return new FileFormatException(file, "a header that cannot be read: %s", shown.strip());
  }
}
