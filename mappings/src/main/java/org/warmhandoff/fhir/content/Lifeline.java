package org.warmhandoff.fhir.content;

import java.util.List;
import java.util.Optional;
import org.warmhandoff.record.CrisisPlan.Professional;
import org.warmhandoff.record.CrisisPlan.Professional.Kind;
import org.warmhandoff.record.Phone;

/** The <a href="https://988lifeline.org">988 lifeline</a>: the same ways to reach it for all. */
public final class Lifeline {

  private static final String NUMBER = "988";
  private static final String CHAT = "https://988lifeline.org/chat/";

  private Lifeline() {}

  /** The same, with phone, text and chat where the plan left one of them out. */
  public static Professional complete(Professional professional) {
    return professional.kind().filter(kind -> kind == Kind.LIFELINE_988).isEmpty()
        ? professional
        : new Professional(
            professional.name(),
            professional.role(),
            professional.kind(),
            professional.phones().isEmpty()
                ? List.of(new Phone(NUMBER, Phone.Use.WORK))
                : professional.phones(),
            professional.text().or(() -> Optional.of(NUMBER)),
            professional.chat().or(() -> Optional.of(CHAT)),
            professional.note(),
            professional.substanceUse());
  }
}
