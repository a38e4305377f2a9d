package org.warmhandoff.partner;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.hl7.fhir.r4.model.Identifier;

/**
 * What is searched by.
 *
 * @param first the parameter by which a partner's refusal of such a search is remembered
 * @param parameters values by their names, in order
 */
record Criteria(String first, Map<String, List<String>> parameters) {

  static Criteria by(String name, String value) {
    return new Criteria(name, Map.of(name, List.of(value)));
  }

  static Criteria by(Identifier identifier) {
    return by("identifier", Ours.token(identifier));
  }

  /** These and another. */
  Criteria and(String name, String value) {
    var all = new LinkedHashMap<>(parameters);
    all.put(name, List.of(value));
    return new Criteria(first, all);
  }
}
