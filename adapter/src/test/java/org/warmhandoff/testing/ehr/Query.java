package org.warmhandoff.testing.ehr;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The parameters of a search. */
final class Query {

  private Query() {}

  /** Those after the question mark, or all of it where there is none. */
  static Map<String, List<String>> of(String target) {
    var parameters = new HashMap<String, List<String>>();
    for (var pair : target.substring(target.indexOf('?') + 1).split("&", -1)) {
      var halves = URLDecoder.decode(pair, StandardCharsets.UTF_8).split("=", 2);
      parameters.computeIfAbsent(halves[0], name -> new ArrayList<>()).add(halves[1]);
    }
    return parameters;
  }
}
