package org.warmhandoff.disclosure;

import static java.util.Objects.requireNonNull;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.warmhandoff.record.ProgramRecord;
import org.warmhandoff.record.Sensitivity;

/**
 * What was disclosed of a version of a record once, and is more than may be disclosed now. Nothing
 * tells it again: it serves to find what stands at the recipient, so that it can be taken back.
 */
public final class FormerDisclosure {

  private final ProgramRecord version;
  private final Optional<Disclosed> then;
  private final DisclosedByOtherRecords elsewhere;
  private final Set<String> consentsThere;

  FormerDisclosure(
      ProgramRecord version,
      Optional<Disclosed> then,
      DisclosedByOtherRecords elsewhere,
      Set<String> consentsThere) {
    this.version = requireNonNull(version);
    this.then = requireNonNull(then);
    this.elsewhere = requireNonNull(elsewhere);
    this.consentsThere = Set.copyOf(consentsThere);
  }

  /**
   * What was disclosed before of a version of a record of which that is disclosed now.
   *
   * @param then what the recipient might know when it was disclosed
   * @param consentsThere the ids of the consents that stand at the recipient as resources
   */
  public static FormerDisclosure of(
      Disclosed now, ProgramRecord version, Set<Sensitivity> then, Set<String> consentsThere) {
    return new FormerDisclosure(version, now.of(version, then), now.elsewhere(), consentsThere);
  }

  /** The version, which is not to be shown. */
  public ProgramRecord version() {
    return version;
  }

  /**
   * As it was disclosed, for the mappings alone, which tell no more of it than what it is found by;
   * empty where nothing can have been.
   */
  public Optional<Disclosed> then() {
    return then;
  }

  /** Whether other records may tell the recipient of the participant's contacts still. */
  public boolean contactsStay() {
    return elsewhere.contacts();
  }

  /** The ids of the consents that stand at the recipient and nothing rests on any more. */
  public List<String> endedConsents() {
    return consentsThere.stream()
        .filter(id -> !elsewhere.consents().contains(id))
        .sorted()
        .toList();
  }
}
