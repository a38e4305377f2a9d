package org.warmhandoff.partner.client;

import java.util.Optional;
import java.util.regex.Pattern;

/** Elements as the expressions of partners' issues name them. */
final class Elements {

  private static final Pattern INDEX = Pattern.compile("\\[[0-9]{1,6}]");

  /** A type and what is below it, be it the whole expression or an entry's resource. */
  private static final Pattern ELEMENT =
      Pattern.compile("([A-Z][A-Za-z]{2,40})\\)?((?:\\.[a-z][A-Za-z]{0,40}){1,8})$");

  private Elements() {}

  /**
   * The element, such as {@code Flag.period} for {@code Bundle.entry[3].resource.ofType(Flag).
   * period}; empty where it names a whole resource, an entry, or nothing that we know.
   *
   * @see <a href="https://hl7.org/fhir/R4/operationoutcome-definitions.html">issue.expression</a>
   */
  static Optional<String> named(String place) {
    var found = ELEMENT.matcher(INDEX.matcher(place).replaceAll(""));
    return found.find() && AllowedWords.isType(found.group(1)) && !found.group(1).equals("Bundle")
        ? Optional.of(found.group(1) + found.group(2))
        : Optional.empty();
  }
}
