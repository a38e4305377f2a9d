package org.warmhandoff.api;

import java.util.List;
import org.warmhandoff.fit.Choice;
import org.warmhandoff.partner.Probing.Explained;
import org.warmhandoff.partner.Probing.Probe;

/**
 * What asking a partner found.
 *
 * @param requests everything that was asked, and what it said
 * @param signOn how signing on went last, step by step; empty where it takes no steps
 * @param forms of each kind of record the form that it gets; none where it could not be asked
 */
public record Probed(
    String partner,
    boolean up,
    String said,
    List<DeliveryDetail.PartnerRequest> requests,
    List<String> signOn,
    List<Taken> forms) {

  /**
   * In which form a kind of record goes.
   *
   * @param why of every form from the top to that one, whether it is taken and why
   */
  public record Taken(String kind, String form, List<String> why) {

    private static Taken of(Explained explained) {
      var taken = explained.taken();
      var upTo = explained.choices().subList(0, explained.choices().indexOf(taken) + 1);
      return new Taken(
          explained.kind().word(),
          taken.form().word(),
          upTo.stream().map(Choice::toString).toList());
    }
  }

  /** As the API and the command line show it. */
  public static Probed of(String partner, Probe probe) {
    return new Probed(
        partner,
        probe.reach().up(),
        probe.reach().note(),
        probe.exchanges().stream().map(DeliveryDetail.PartnerRequest::of).toList(),
        probe.signOn(),
        probe.forms().stream().map(Taken::of).toList());
  }
}
