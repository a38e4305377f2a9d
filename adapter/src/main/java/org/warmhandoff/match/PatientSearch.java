package org.warmhandoff.match;

import static java.util.stream.Collectors.toMap;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.hl7.fhir.r4.model.Patient;
import org.warmhandoff.record.Participant;

/**
 * Looks for one participant among a partner's patients, and widens the search in steps as long as
 * nobody of that name and birth date is found.
 */
final class PatientSearch {

  private final Participant participant;
  private final MergeFollower there;
  private final Searches searches;
  private final Map<String, Demographics> seen = new LinkedHashMap<>();
  private boolean answered;
  private boolean spelled;

  PatientSearch(Participant participant, MergeFollower there) {
    this.participant = participant;
    this.there = there;
    this.searches = new Searches(participant);
  }

  /** Whether any search by name worked. If none did, that nobody was found proves nothing. */
  boolean isAnswered() {
    return answered;
  }

  /** Everybody whom we have seen so far, each once. */
  List<Demographics> seen() {
    return List.copyOf(seen.values());
  }

  /** Of names and birth date as the participant has them. */
  List<Demographics> meant() {
    return seen.values().stream().filter(Demographics::mayBeMeant).toList();
  }

  /** These were found otherwise. */
  List<Demographics> add(List<Patient> patients) {
    var compared =
        patients.stream()
            .map(patient -> Demographics.compare(participant, patient))
            .collect(
                toMap(Demographics::reference, one -> one, (one, same) -> one, LinkedHashMap::new));
    compared.forEach(seen::putIfAbsent);
    return List.copyOf(compared.values());
  }

  /** Those of the family name and birth date, or, where these are too many, of the given name. */
  PatientSearch byName() {
    answered = find(there.search(searches.exact())) || find(there.search(searches.narrow()));
    return this;
  }

  /**
   * Those who are written otherwise, or whose birth date is: also where somebody was found, for
   * whoever fits better, or as well, may be among them.
   */
  PatientSearch everySpelling() {
    if (!spelled) {
      spelled = true;
      searches.spellings().forEach(search -> find(there.search(search)));
      answered |= find(there.inUse(searches.names()));
    }
    return this;
  }

  /** Searches by other spellings, and if none of those fits, for whoever may be the participant. */
  PatientSearch wider() {
    everySpelling();
    if (meant().isEmpty()) {
      searches.wide().forEach(search -> find(there.inUse(search)));
    }
    return this;
  }

  private boolean find(Optional<Stream<Patient>> found) {
    found.map(Stream::toList).ifPresent(this::add);
    return found.isPresent();
  }

  /** The patient by whom the partner answers when asked whom it takes for the participant. */
  Optional<Demographics> matched() {
    var certain = add(there.match(participant));
    return certain.size() == 1 ? Optional.of(certain.get(0)) : Optional.empty();
  }
}
