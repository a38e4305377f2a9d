package org.warmhandoff.flow.message;

import static java.util.Objects.requireNonNull;

import java.util.List;
import org.warmhandoff.fit.Form;

/**
 * What a partner holds of a record version.
 *
 * @param main what shows the record itself, such as {@code CarePlan/77}
 * @param written all that is found again by the partner's own ids, the main one among them
 * @param leftOut what the partner's system does not hold, such as {@code Flag}; no PHI
 * @param stale what of an earlier version, or of a plan that is replaced, still stands there as if
 *     it held, and what stands there more than once; a person should see to it
 */
public record Receipt(
    Form form,
    Link link,
    Written main,
    List<Written> written,
    List<String> leftOut,
    List<String> stale) {

  public Receipt {
    requireNonNull(form);
    requireNonNull(link);
    requireNonNull(main);
    written = List.copyOf(written);
    leftOut = List.copyOf(leftOut);
    stale = List.copyOf(stale);
  }
}
