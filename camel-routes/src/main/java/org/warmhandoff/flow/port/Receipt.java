package org.warmhandoff.flow.port;

import static java.util.Objects.requireNonNull;

import java.util.List;
import org.warmhandoff.fit.Form;

/**
 * What a partner holds of a record version.
 *
 * @param main what shows the record itself, such as {@code CarePlan/77}
 * @param written everything of it that the partner has, the main one among them
 * @param leftOut what the partner's system does not hold, such as {@code Flag}; no PHI
 */
public record Receipt(
    Form form, Link link, Written main, List<Written> written, List<String> leftOut) {

  public Receipt {
    requireNonNull(form);
    requireNonNull(link);
    requireNonNull(main);
    written = List.copyOf(written);
    leftOut = List.copyOf(leftOut);
  }
}
