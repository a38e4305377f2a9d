package org.warmhandoff.benchmarks.partner;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.warmhandoff.benchmarks.people.SamplePerson;

/** The people on file, found as the adapter looks for them. */
final class Patients {

  private final Map<String, SamplePerson> byMrn = new HashMap<>();
  private final Map<String, List<SamplePerson>> byNameAndBirth = new HashMap<>();

  Patients(int number) {
    for (var one = 0; one < number; one++) {
      var person = new SamplePerson(one);
      byMrn.put(SamplePerson.MRN + "|" + person.mrn(), person);
      byNameAndBirth
          .computeIfAbsent(person.family() + " " + person.birthDate(), first -> new ArrayList<>())
          .add(person);
    }
  }

  /** Those who have what the parameters of the search say. */
  List<String> search(Map<String, String> parameters) {
    var identifier = parameters.get("identifier");
    var found =
        identifier == null
            ? byNameAndBirth.getOrDefault(
                parameters.get("family") + " " + parameters.get("birthdate"), List.of())
            : Optional.ofNullable(byMrn.get(identifier)).stream().toList();
    return found.stream().map(person -> person.patient().toString()).toList();
  }
}
