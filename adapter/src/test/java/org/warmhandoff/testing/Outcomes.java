package org.warmhandoff.testing;

import java.util.Optional;
import org.warmhandoff.flow.port.Link;
import org.warmhandoff.flow.port.Outcome;
import org.warmhandoff.flow.port.Receipt;

/** What may come of a delivery. */
public final class Outcomes {

  private Outcomes() {}

  /** The partner has it. */
  public static Outcome delivered(String remote) {
    return new Outcome.Delivered(receipt(remote));
  }

  /** What it gave for it. */
  public static Receipt receipt(String remote) {
    var link = new Link("Patient/7", Link.How.IDENTIFIER);
    return new Receipt(Receipt.Form.GRAPH, link, remote, Optional.of("1"));
  }

  /** Nothing was written. */
  public static Outcome tryLater() {
    return new Outcome.TryLater("answered 503", Optional.empty());
  }

  /** The answer to a write was lost. */
  public static Outcome unknown() {
    return new Outcome.Unknown("no whole FHIR answer to a write");
  }
}
