package org.warmhandoff.flow.message;

import static java.util.Objects.requireNonNull;

import java.util.List;
import java.util.regex.Pattern;
import org.warmhandoff.fit.Form;

/**
 * What a partner holds of a record version.
 *
 * @param main what shows the record itself, such as {@code CarePlan/77}
 * @param written all that is found again by the partner's own ids, the main one among them
 * @param leftOut what the partner's system does not hold, such as {@code Flag}; no PHI
 */
public record Receipt(
    Form form, Link link, Written main, List<Written> written, List<String> leftOut) {

  private static final Pattern STALE =
      Pattern.compile(
          "(CarePlan|Flag|ServiceRequest) of .*: stays there as it was.*"
              + "|Task of the referral: stays there as it was.*"
              + "|[A-Za-z]+ of .*: stays there as it was, for others wrote in it .*"
              + "|[A-Za-z]+: [0-9]+ copies of it are there");

  public Receipt {
    requireNonNull(form);
    requireNonNull(link);
    requireNonNull(main);
    written = List.copyOf(written);
    leftOut = List.copyOf(leftOut);
  }

  /**
   * What of an earlier version, or of a plan that is replaced, still stands there as if it held,
   * and what stands there more than once.
   */
  public List<String> stale() {
    return leftOut.stream().filter(line -> STALE.matcher(line).matches()).toList();
  }
}
