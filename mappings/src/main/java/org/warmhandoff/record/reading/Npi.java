package org.warmhandoff.record.reading;

/**
 * National Provider Identifiers: ten digits, the last a Luhn check digit over 80840 and the rest.
 */
final class Npi {

  private static final String ISSUER = "80840";

  private Npi() {}

  static boolean isValid(String npi) {
    return npi.matches("[12][0-9]{9}") && luhn(ISSUER + npi) % 10 == 0;
  }

  private static int luhn(String digits) {
    var sum = 0;
    for (var place = 1; place <= digits.length(); place++) {
      var digit = Character.digit(digits.charAt(digits.length() - place), 10);
      var weighted = place % 2 == 0 ? 2 * digit : digit;
      sum += weighted > 9 ? weighted - 9 : weighted;
    }
    return sum;
  }
}
