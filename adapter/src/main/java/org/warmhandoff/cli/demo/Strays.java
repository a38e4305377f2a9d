package org.warmhandoff.cli.demo;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** Looks for what should not be at a partner: copies, things nobody expects, and wrong requests. */
public final class Strays {

  private static final Map<String, String> MAIN =
      Map.of("CarePlan", "crisis-plan", "Flag", "crisis-event", "ServiceRequest", "referral");

  private final String namespace;
  private final Map<String, PartnerChart> charts;

  /** Looks at these partners for what is identified under the name space. */
  public Strays(String namespace, Map<String, PartnerChart> charts) {
    this.namespace = namespace;
    this.charts = charts;
  }

  /** One line for each stray. */
  public List<String> find(List<Expectation> expectations)
      throws IOException, InterruptedException {
    var strays = new ArrayList<String>();
    for (var partner : charts.keySet()) {
      var known = new TreeSet<String>();
      expectations.stream()
          .filter(expected -> expected.partner().equals(partner))
          .forEach(expected -> known.add(expected.key().id()));
      for (var type : MAIN.entrySet()) {
        strays.addAll(strays(partner, type.getKey(), type.getValue(), known));
      }
    }
    strays.addAll(wrongRequests());
    return strays;
  }

  private List<String> strays(String partner, String type, String family, Set<String> known)
      throws IOException, InterruptedException {
    var strays = new ArrayList<String>();
    var copies = new HashMap<String, Integer>();
    for (var resource : charts.get(partner).all(type)) {
      ours(resource, family).forEach(id -> copies.merge(id, 1, Integer::sum));
    }
    copies.forEach(
        (id, count) -> {
          if (count > 1) {
            strays.add(id + " is at " + partner + " " + count + " times as " + type);
          }
          if (!known.contains(id)) {
            strays.add(id + " is at " + partner + " as " + type + " and should not be");
          }
        });
    return strays;
  }

  private List<String> ours(JsonNode resource, String family) {
    var ids = new ArrayList<String>();
    for (var identifier : resource.path("identifier")) {
      if (identifier.path("system").asText().equals(namespace + "/" + family)) {
        ids.add(identifier.path("value").asText());
      }
    }
    return ids;
  }

  /** Primary care takes neither plans nor flags; it must never have been asked to. */
  private List<String> wrongRequests() throws IOException, InterruptedException {
    var wrong = new ArrayList<String>();
    for (var request : charts.get("primary-care").requests()) {
      var resource = request.path("resource").asText();
      if (!request.path("method").asText().equals("GET")
          && Set.of("CarePlan", "Flag", "").contains(resource)) {
        wrong.add("primary-care was asked to take a " + resource);
      }
    }
    return wrong;
  }
}
