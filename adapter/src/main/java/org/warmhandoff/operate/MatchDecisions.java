package org.warmhandoff.operate;

import java.util.List;
import java.util.Optional;
import org.warmhandoff.delivery.Operating;
import org.warmhandoff.flow.message.Candidate;
import org.warmhandoff.flow.message.Link;
import org.warmhandoff.store.JdbcCandidates;
import org.warmhandoff.store.JdbcLinks;
import org.warmhandoff.store.JdbcRecords;

/** Which of a partner's patients a participant is: decided by a person, kept, undone, audited. */
public final class MatchDecisions {

  private static final String PATIENT = "Patient/[A-Za-z0-9.-]{1,64}";

  private final JdbcLinks links;
  private final JdbcCandidates candidates;
  private final JdbcRecords records;
  private final Operating operating;

  /** Decisions in these tables. */
  public MatchDecisions(
      JdbcLinks links, JdbcCandidates candidates, JdbcRecords records, Operating operating) {
    this.links = links;
    this.candidates = candidates;
    this.records = records;
    this.operating = operating;
  }

  /**
   * How it stands with a participant at a partner.
   *
   * @param link who it is there, if that was found out or decided
   * @param candidates who may be meant
   * @param decisions all that there were, undone ones too
   */
  public record Match(
      Optional<Link> link, List<Candidate> candidates, List<JdbcLinks.Event> decisions) {

    public Match {
      candidates = List.copyOf(candidates);
      decisions = List.copyOf(decisions);
    }

    /** Whether nothing was ever found out or decided. */
    public boolean isEmpty() {
      return link.isEmpty() && candidates.isEmpty() && decisions.isEmpty();
    }
  }

  /** Whether it can be the partner's own reference to a patient, such as {@code Patient/123}. */
  public static boolean isReference(String patient) {
    return patient != null && patient.matches(PATIENT);
  }

  /** How it stands; at a partner that is not configured any more, how it stood. */
  public Match of(String partner, String participant) {
    return new Match(
        links.find(partner, participant),
        candidates.of(partner, participant),
        links.events(partner, participant));
  }

  /**
   * A person decides; what waited for that goes on.
   *
   * @param patient the partner's own {@link #isReference reference}
   * @param by who decides, as they signed on
   * @return false where no such participant was submitted: a mistyped id would be a decision for
   *     whoever gets it
   */
  public boolean decide(String partner, String participant, String patient, String by) {
    if (records.participant(participant).isEmpty()) {
      return false;
    }
    links.decide(partner, participant, patient, by);
    operating.goOn(partner, participant, by);
    return true;
  }

  /**
   * The decision is undone: the participant is looked for again with the next delivery.
   *
   * @return false where nothing was decided
   */
  public boolean undo(String partner, String participant, String by) {
    return links.undo(partner, participant, by);
  }
}
