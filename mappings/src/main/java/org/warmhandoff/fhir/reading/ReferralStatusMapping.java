package org.warmhandoff.fhir.reading;

import static java.util.Objects.requireNonNull;

import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import org.hl7.fhir.r4.model.Resource;
import org.warmhandoff.fhir.base.Program;
import org.warmhandoff.record.ReferralStatus;

/**
 * What a partner says of a referral, in whatever resources it says it. Pure, and never fails: what
 * is not understood is told as such.
 *
 * <ul>
 *   <li>A Task decides; without one, or if nobody understands it, the ServiceRequest does.
 *   <li>BSeR's business status tells more than {@code Task.status}; where they contradict each
 *       other, the one holds that most needs somebody to look.
 *   <li>An Appointment makes of an accepted referral a scheduled one, tells when and where, and
 *       whether the participant came.
 * </ul>
 */
public final class ReferralStatusMapping {

  private final Program program;
  private final Function<String, Optional<String>> known;

  /**
   * A mapping for the referrals of that program.
   *
   * @param known the id of the referral that was written at the partner under an address such as
   *     {@code ServiceRequest/77}, as references have it: asked as it stands there first, and then
   *     without server and version
   */
  public ReferralStatusMapping(Program program, Function<String, Optional<String>> known) {
    this.program = requireNonNull(program);
    this.known = requireNonNull(known);
  }

  /** What one resource says. */
  public ReferralStatus status(Resource resource) {
    return status(List.<Resource>of(resource));
  }

  /** What several resources say together of one referral. */
  public ReferralStatus status(List<? extends Resource> resources) {
    return status(resources, false);
  }

  /**
   * The same of a referral that the program may have asked to stop.
   *
   * @param askedToStop whether it has: then its ServiceRequest is over by the program's own word,
   *     and contradicts no Task that goes on
   */
  public ReferralStatus status(List<? extends Resource> resources, boolean askedToStop) {
    var there = resources.stream().filter(Objects::nonNull).map(Resource.class::cast).toList();
    var nearby = new Nearby(there);
    return new ReferralReading(nearby, new ReferralIds(program, known, nearby), askedToStop)
        .status();
  }
}
