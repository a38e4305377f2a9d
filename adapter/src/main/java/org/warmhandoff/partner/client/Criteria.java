package org.warmhandoff.partner.client;

import ca.uhn.fhir.rest.param.ParameterUtil;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.hl7.fhir.r4.model.Identifier;
import org.warmhandoff.fit.offer.Offer;

/**
 * What is searched by.
 *
 * @param first the parameter by which a partner's refusal of such a search is remembered
 * @param parameters values by their names, in order
 */
public record Criteria(String first, Map<String, List<String>> parameters) {

  /** Enough for a chart, and little enough to be read at once. */
  public static final int PAGE = 100;

  /** One criterion. What separates values in a text is escaped by {@link #text}. */
  public static Criteria by(String name, String value) {
    return new Criteria(name, Map.of(name, List.of(value)));
  }

  /** What has that identifier, by system and value. */
  public static Criteria by(Identifier identifier) {
    return by("identifier", OwnResources.token(identifier));
  }

  /** Nothing yet. */
  public static Criteria none() {
    return new Criteria("", Map.of());
  }

  /**
   * What somebody wrote, as a value of a search: a comma or a bar in it divides nothing. In tokens
   * and references they do, so these stay as they are.
   *
   * @see <a href="https://hl7.org/fhir/R4/search.html#escaping">Escaping search parameters</a>
   */
  public static String text(String value) {
    return ParameterUtil.escape(value);
  }

  /**
   * The same in pages of no more than that many hits, where the partner declares that it takes that
   * of this type: some refuse what they did not declare.
   */
  public Criteria inPagesOf(int hits, String type, Offer offer) {
    return offer.searches(type, "_count") ? and("_count", String.valueOf(hits)) : this;
  }

  /** These and another. The same parameter again is one more that must be so. */
  public Criteria and(String name, String value) {
    var all = new LinkedHashMap<>(parameters);
    all.merge(
        name,
        List.of(value),
        (before, more) -> Stream.concat(before.stream(), more.stream()).toList());
    return new Criteria(first.isEmpty() ? name : first, all);
  }
}
