package dev.cusp.cli.demo;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.List;

/**
 * A daily price, oldest day first.
 *
 * @param rates one per date
 */
record ExchangeRates(List<LocalDate> dates, double[] rates) {

  /** Pounds per euro, 1999 to 2023: reference rates of the European Central Bank. */
  static ExchangeRates poundsPerEuro() {
    var stream = ExchangeRates.class.getResourceAsStream("pounds-per-euro.csv");
    try (var reader = new BufferedReader(new InputStreamReader(stream, StandardCharsets.UTF_8))) {
      List<String[]> rows = reader.lines().skip(1).map(line -> line.split(",")).toList();
      return new ExchangeRates(
          rows.stream().map(row -> LocalDate.parse(row[0])).toList(),
          rows.stream().mapToDouble(row -> Double.parseDouble(row[1])).toArray());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Daily changes in percent: 100 times the differences of the logarithms, one fewer than days. */
  double[] returns() {
    var returns = new double[rates.length - 1];
    for (int day = 0; day < returns.length; day++) {
      returns[day] = 100 * Math.log(rates[day + 1] / rates[day]);
    }
    return returns;
  }
}
