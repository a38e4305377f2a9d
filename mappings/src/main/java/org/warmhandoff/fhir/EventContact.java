package org.warmhandoff.fhir;

import java.util.EnumSet;
import java.util.Set;
import java.util.stream.Stream;
import org.warmhandoff.record.CrisisEvent;
import org.warmhandoff.record.CrisisEvent.Action;
import org.warmhandoff.record.CrisisEvent.Action.Deed;
import org.warmhandoff.record.CrisisEvent.Source;

/**
 * Whether there was any contact with the participant in an event. A missed session or an alert that
 * nobody has followed yet is none; a clinician who asserts a condition has had one.
 */
final class EventContact {

  private static final Set<Deed> SESSIONS =
      EnumSet.of(Deed.SESSION_BY_VIDEO, Deed.SESSION_BY_PHONE, Deed.SESSION_BY_MESSAGE);
  private static final Set<Source> CONTACTS =
      EnumSet.of(Source.CRISIS_LINE_CALL, Source.MESSAGE, Source.IN_SESSION);

  private EventContact() {}

  static boolean isIn(CrisisEvent event) {
    return isNotice(event)
        || sessions(event).findAny().isPresent()
        || !event.conditions().isEmpty();
  }

  /** Whether the participant was spoken with when it was noticed. */
  static boolean isNotice(CrisisEvent event) {
    return CONTACTS.contains(event.noticed().how());
  }

  static Stream<Action> sessions(CrisisEvent event) {
    return event.actions().stream().filter(action -> SESSIONS.contains(action.what()));
  }
}
