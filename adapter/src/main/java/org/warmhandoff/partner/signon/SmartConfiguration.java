package org.warmhandoff.partner.signon;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * What a partner's {@code .well-known/smart-configuration} says that we go by (SMART App Launch
 * 2.2, Conformance). Of its words those are kept that can be what they should be.
 *
 * @param tokenUrl as it stands there, letter by letter: assertions are for it
 * @param scopes those it offers; empty: it does not say
 * @param algorithms those it checks assertions of; empty: it does not say
 * @param firstVersion whether it says that it knows scopes of version 1 and none of version 2
 */
record SmartConfiguration(
    Optional<String> tokenUrl,
    Optional<List<String>> scopes,
    List<String> algorithms,
    boolean firstVersion) {

  private static final int MOST = 2_000;
  private static final Pattern SCOPE = Pattern.compile("[!#-\\[\\]-~]{1,200}");
  private static final Pattern ALGORITHM = Pattern.compile("[A-Z]{2}[0-9]{3}");
  private static final Pattern TOKEN_URL =
      Pattern.compile(
          "https?://([A-Za-z0-9.-]+|\\[[0-9A-Fa-f:.]+])(:[0-9]{1,5})?(/[A-Za-z0-9._~:@!$&'()*+,;=%-]*)*(\\?[A-Za-z0-9._~:@!$&'()*+,;=%/-]*)?");
  private static final Pattern THIS_MACHINE =
      Pattern.compile(
          "(?i)(.*\\.)?localhost\\.?|127\\.[0-9.]+|0\\.0\\.0\\.0|\\[[0:]*:1]|\\[[0:]+]"
              + "|\\[[0:]*:ffff:(127\\..*|7f..:.*|0\\.0\\.0\\.0|0:0)]");
  private static final int LONGEST_URL = 1_000;

  /** Of a partner of which nothing but the token endpoint is known. */
  static SmartConfiguration of(URI tokenUrl) {
    return new SmartConfiguration(
        Optional.of(tokenUrl.toString()), Optional.empty(), List.of(), false);
  }

  /**
   * What it says.
   *
   * @param base of the partner: whoever is elsewhere sends us neither to this machine nor into the
   *     clear
   */
  static SmartConfiguration read(JsonNode document, URI base) {
    var capabilities = words(document.path("capabilities"), SCOPE);
    return new SmartConfiguration(
        Optional.of(document.path("token_endpoint").asText()).filter(url -> isTokenUrl(url, base)),
        document.path("scopes_supported").isArray()
            ? Optional.of(words(document.path("scopes_supported"), SCOPE))
            : Optional.empty(),
        words(document.path("token_endpoint_auth_signing_alg_values_supported"), ALGORITHM),
        capabilities.contains("permission-v1") && !capabilities.contains("permission-v2"));
  }

  private static boolean isTokenUrl(String url, URI base) {
    if (url.length() > LONGEST_URL || !TOKEN_URL.matcher(url).matches()) {
      return false;
    }
    var there = URI.create(url);
    var isHere = isThisMachine(there);
    return there.getHost() != null
        && (isThisMachine(base)
            ? isHere || there.getScheme().equals("https")
            : !isHere && there.getScheme().equals("https"));
  }

  private static boolean isThisMachine(URI url) {
    return url.getHost() != null && THIS_MACHINE.matcher(url.getHost()).matches();
  }

  private static List<String> words(JsonNode array, Pattern kind) {
    var words = new ArrayList<String>();
    for (var word : array) {
      if (words.size() < MOST && kind.matcher(word.asText()).matches()) {
        words.add(word.asText());
      }
    }
    return List.copyOf(words);
  }
}
