package org.warmhandoff.fhir.paper;

import java.util.regex.Pattern;
import org.warmhandoff.fhir.base.Wording;

/** The markup of a page's texts, in which numbers to call stand out. */
enum Numbers {
  /** A number is a link that calls it. */
  CALLING {
    @Override
    String number(String text) {
      return "<a class=\"phone\" href=\"tel:" + dialled(text) + "\">" + text + "</a>";
    }
  },
  PRINTED {
    @Override
    String number(String text) {
      return run(" class=\"phone\"", text);
    }
  };

  /**
   * Numbers as {@link Wording#phone} has them, as people write them in the United States, and the
   * short ones that everybody knows.
   */
  private static final Pattern NUMBER =
      Pattern.compile(
          "(?<![\\w+-])(?:[+]\\d[\\d-]*(?: [\\d-]*\\d)*"
              + "|(?:1[-. ])?(?:[(]\\d{3}[)] ?|\\d{3}[-. ])\\d{3}[-. ]\\d{4}"
              + "|988|911)(?![\\w-])");

  private static final int DIGITS = 7;

  /** A number, which holds nothing that would have to be escaped. */
  abstract String number(String text);

  /** Every run is an element: else what reads a PDF aloud reads the numbers after the rest. */
  String markup(String text) {
    return mayHoldNumber(text) ? runs(text) : run("", text);
  }

  static boolean holdNumber(String text) {
    return mayHoldNumber(text) && NUMBER.matcher(text).find();
  }

  /** Most texts do not, and the pattern would be tried at each of their characters. */
  private static boolean mayHoldNumber(String text) {
    return text.contains("988")
        || text.contains("911")
        || text.chars().filter(character -> character >= '0' && character <= '9').count() >= DIGITS;
  }

  private String runs(String text) {
    var runs = new StringBuilder();
    var number = NUMBER.matcher(text);
    var end = 0;
    while (number.find()) {
      runs.append(run("", text.substring(end, number.start())));
      runs.append(number(number.group()));
      end = number.end();
    }
    return runs.append(run("", text.substring(end))).toString();
  }

  private static String run(String attributes, String text) {
    return text.isEmpty() ? "" : "<span" + attributes + ">" + Markup.escaped(text) + "</span>";
  }

  /** As RFC 3966 has it: ten digits are a number of North America. */
  private static String dialled(String text) {
    var digits = text.replaceAll("[^0-9]", "");
    if (text.startsWith("+")) {
      return "+" + digits;
    }
    return switch (digits.length()) {
      case 10 -> "+1" + digits;
      case 11 -> "+" + digits;
      default -> digits;
    };
  }
}
