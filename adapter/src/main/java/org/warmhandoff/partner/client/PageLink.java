package org.warmhandoff.partner.client;

import ca.uhn.fhir.util.UrlUtil;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The address of a next page as a partner names it. It is asked for only at the partner's own base:
 * our token would go with it.
 *
 * @param base the partner's address, without a slash at its end
 * @param inner whether what leads elsewhere is meant at that base: a gateway does not change what
 *     the system behind it calls itself
 * @see <a href="https://hl7.org/fhir/R4/http.html#paging">Paging</a>
 */
public record PageLink(String base, boolean inner) {

  private static final Map<String, Integer> PORTS = Map.of("http", 80, "https", 443);

  /** What some leave as it is though no address may hold it (RFC 3986, 2). */
  private static final Pattern UNWISE = Pattern.compile("[^!#-;=?-\\[\\]_a-z~%]");

  private static final Pattern ENCODED_DOT = Pattern.compile("%2e", Pattern.CASE_INSENSITIVE);

  /** Also what some servers take for the directory above: {@code ..;a=b}, or encoded twice. */
  private static final Pattern ELSEWHERE =
      Pattern.compile("%(2f|5c|25)|/\\.\\.;", Pattern.CASE_INSENSITIVE);

  /**
   * The address under the partner's base; empty where it is somewhere else.
   *
   * @param type that is searched for: a query alone is one of its
   */
  Optional<String> resolve(String link, String type) {
    try {
      var there = resolved(link, type);
      if (ELSEWHERE.matcher(path(there)).find() || there.getRawUserInfo() != null) {
        return Optional.empty();
      }
      var own = URI.create(base);
      if (isSameOrigin(own, there)) {
        return isUnder(path(own), path(there))
            ? Optional.of(origin(own) + path(there) + query(there))
            : Optional.empty();
      }
      return inner ? Optional.of(rebased(there)) : Optional.empty();
    } catch (URISyntaxException | IllegalArgumentException noAddress) {
      return Optional.empty();
    }
  }

  private URI resolved(String link, String type) throws URISyntaxException {
    var wise = UNWISE.matcher(link.strip()).replaceAll(one -> UrlUtil.escapeUrlParam(one.group()));
    var question = wise.indexOf('?');
    var path = question < 0 ? wise : wise.substring(0, question);
    var uri = new URI(ENCODED_DOT.matcher(path).replaceAll(".") + wise.substring(path.length()));
    return path.isEmpty()
        ? new URI(base + "/" + type + wise)
        : new URI(base + "/").resolve(uri).normalize();
  }

  private static boolean isSameOrigin(URI own, URI there) {
    return there.getHost() != null
        && scheme(own).equals(scheme(there))
        && host(own).equals(host(there))
        && port(own) == port(there);
  }

  /** A dot at its end is the root of all names, and is left out as a rule. */
  private static String host(URI uri) {
    return uri.getHost().toLowerCase(Locale.ROOT).replaceFirst("\\.$", "");
  }

  private static String scheme(URI uri) {
    return uri.getScheme() == null ? "" : uri.getScheme().toLowerCase(Locale.ROOT);
  }

  private static int port(URI uri) {
    return uri.getPort() >= 0 ? uri.getPort() : PORTS.getOrDefault(scheme(uri), -1);
  }

  private static boolean isUnder(String own, String there) {
    return (there.equals(own) || there.startsWith(own + "/")) && !there.contains("/../");
  }

  /** The same search at our side of the gateway. */
  private String rebased(URI there) {
    var last = path(there).replaceFirst("^.*/", "");
    return base + (AllowedWords.isType(last) ? "/" + last : "") + query(there);
  }

  private static String origin(URI uri) {
    return uri.getScheme() + "://" + uri.getRawAuthority();
  }

  private static String path(URI uri) {
    return uri.getRawPath() == null ? "" : uri.getRawPath();
  }

  private static String query(URI uri) {
    return uri.getRawQuery() == null ? "" : "?" + uri.getRawQuery();
  }
}
