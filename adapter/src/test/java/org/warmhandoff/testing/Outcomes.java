package org.warmhandoff.testing;

import java.util.List;
import java.util.Optional;
import org.warmhandoff.fit.Form;
import org.warmhandoff.flow.message.Link;
import org.warmhandoff.flow.message.Outcome;
import org.warmhandoff.flow.message.Reach;
import org.warmhandoff.flow.message.Receipt;
import org.warmhandoff.flow.message.Written;

/** What may come of a delivery. */
public final class Outcomes {

  private Outcomes() {}

  /** The partner has it. */
  public static Outcome delivered(String remote) {
    return new Outcome.Delivered(receipt(remote));
  }

  /** What it gave for it. */
  public static Receipt receipt(String remote) {
    return receipt(
        Form.GRAPH, new Link("Patient/7", Link.How.IDENTIFIER), remote, Optional.of("1"));
  }

  /** What it gave for a record in that form. */
  public static Receipt receipt(Form form, Link link, String remote, Optional<String> version) {
    var slash = remote.indexOf('/');
    var main = new Written(remote.substring(0, slash), "", remote.substring(slash + 1), version);
    return new Receipt(form, link, main, List.of(main), List.of(), List.of());
  }

  /** Nothing was written. */
  public static Outcome tryLater() {
    return new Outcome.TryLater("answered 503", Optional.empty(), Reach.BUSY);
  }

  /** The answer to a write was lost. */
  public static Outcome unknown() {
    return new Outcome.Unknown("no whole FHIR answer to a write");
  }
}
