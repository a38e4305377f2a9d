package org.warmhandoff.disclosure;

import java.util.List;
import java.util.Map;
import org.warmhandoff.record.ProgramRecord;
import org.warmhandoff.record.Sensitivity;

/**
 * A record, and what is left of it.
 *
 * @param all every part that tells of something in particular
 * @param parts those of them that are left out
 * @param places of the entries that are left in lists from which some were taken
 */
record RedactedRecord(
    ProgramRecord whole,
    ProgramRecord cut,
    List<SensitivePart> all,
    List<SensitivePart> parts,
    Map<String, List<Integer>> places) {

  RedactedRecord {
    all = List.copyOf(all);
    parts = List.copyOf(parts);
    places = Map.copyOf(places);
  }

  /**
   * Whether such parts of the participant belong to this record. What tells of substance use goes
   * only with a record that does: its labels and its notice cover it.
   */
  boolean goesAlong(Sensitivity what) {
    return what != Sensitivity.SUBSTANCE_USE
        || whole.essential().contains(what)
        || all.stream().anyMatch(part -> part.sensitivity() == what);
  }

  int place(String list, int place) {
    return places.containsKey(list) ? places.get(list).get(place) : place;
  }
}
