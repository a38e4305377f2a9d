package org.warmhandoff.testing;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.warmhandoff.address.Directory;
import org.warmhandoff.config.Config.ConsentEnds;
import org.warmhandoff.consent.DisclosureGate;
import org.warmhandoff.consent.DisclosureGate.NewestVersions;
import org.warmhandoff.disclosure.Circumstances;
import org.warmhandoff.disclosure.Disclosed;
import org.warmhandoff.disclosure.Disclosures;
import org.warmhandoff.disclosure.StateLaw;
import org.warmhandoff.disclosure.SubstanceUseWords;
import org.warmhandoff.record.Participant;
import org.warmhandoff.record.ProgramRecord;
import org.warmhandoff.record.Sensitivity;

/** Decisions on what is disclosed, as the adapter makes them. */
public final class Decisions {

  private Decisions() {}

  /** The gate among these partners. */
  public static DisclosureGate gate(Directory directory, Clock clock, ZoneId zone) {
    return gate(directory, clock, zone, ConsentEnds.RETIRE);
  }

  /** The same that retires, or leaves, what partners hold where consent ends. */
  public static DisclosureGate gate(
      Directory directory, Clock clock, ZoneId zone, ConsentEnds ends) {
    return gate((kind, id) -> Optional.empty(), directory, clock, zone, ends);
  }

  /** The same where there are later versions. */
  public static DisclosureGate gate(
      NewestVersions records, Directory directory, Clock clock, ZoneId zone, ConsentEnds ends) {
    return new DisclosureGate(among(directory.names()), records, directory, clock, zone, ends);
  }

  /** What somebody is told who may know this. */
  public static Disclosed supposing(
      ProgramRecord record, Participant participant, Set<Sensitivity> mayKnow) {
    return (Disclosed)
        among(Set.of())
            .supposing(
                record,
                participant,
                mayKnow,
                List.of(),
                new Circumstances(Instant.EPOCH, ZoneOffset.UTC));
  }

  private static Disclosures among(Set<String> partners) {
    return new Disclosures(SubstanceUseWords.shipped(), StateLaw.NONE, partners);
  }
}
