package org.warmhandoff.match;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A search for patients.
 *
 * @param criteria values by names of FHIR's search parameters, in order
 * @see <a href="https://hl7.org/fhir/R4/patient.html#search">Search parameters of Patient</a>
 */
public record Search(Map<String, String> criteria) {

  public Search {
    criteria = Collections.unmodifiableMap(new LinkedHashMap<>(criteria));
  }

  static Search by(String parameter, String value) {
    return new Search(Map.of(parameter, value));
  }

  Search and(String parameter, String value) {
    var all = new LinkedHashMap<>(criteria);
    all.put(parameter, value);
    return new Search(all);
  }
}
