package org.warmhandoff.config;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.time.Duration;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import javax.security.auth.x500.X500Principal;

/**
 * What a schema cannot say about a configuration. Looks at the tree as it was written, so that it
 * can be told together with what the schema says; what the schema refuses is passed over here.
 */
final class ConfigRules {

  /** Partners are known that show after minutes what they have stamped. */
  private static final Duration LEAST_OVERLAP = Duration.ofMinutes(5);

  private final List<String> problems = new ArrayList<>();

  private ConfigRules() {}

  static List<String> problems(JsonNode config) {
    var rules = new ConfigRules();
    rules.noneTwice(config, "access", "token", "another credential has this token already");
    rules.noneTwice(config, "access", "token-hash", "another credential has this token already");
    rules.subjects(config);
    rules.plainHttp(config.path("server"));
    rules.authorizationServer(config.path("authorization-server"));
    rules.mustBeHttps(config.at("/people/open-id-connect/issuer"), "people.open-id-connect.issuer");
    rules.mustBeHttps(config.at("/people/url"), "people.url");
    rules.mustBeHttps(config.at("/server/public-url"), "server.public-url");
    rules.noneTwice(config, "access", "name", "another credential has this name already");
    rules.noneTwice(config, "partners", "name", "another partner has this name already");
    rules.timeZone(config.path("program"), "program");
    rules.partners(config);
    rules.pauses(config.path("delivery"));
    rules.events(config.path("events"));
    rules.matching(config.path("matching"));
    return rules.problems;
  }

  private void noneTwice(JsonNode config, String list, String setting, String problem) {
    var seen = new HashSet<String>();
    var number = 0;
    for (var one : config.path(list)) {
      var said = one.path(setting).textValue();
      if (said != null && !said.isEmpty() && !seen.add(said)) {
        problems.add(list + "[" + number + "]." + setting + ": " + problem);
      }
      number++;
    }
  }

  private void subjects(JsonNode config) {
    var seen = new HashSet<X500Principal>();
    var number = 0;
    for (var one : config.path("access")) {
      var path = "access[" + number++ + "].certificate: ";
      var subject = one.path("certificate").textValue();
      if (subject != null && !isSubject(subject)) {
        problems.add(path + "must be a subject such as CN=submitter,O=Bridgewater (RFC 2253)");
      } else if (subject != null && !seen.add(new X500Principal(subject))) {
        problems.add(path + "another credential has this subject already");
      }
      if (subject != null && config.at("/server/tls/trust").isMissingNode()) {
        problems.add(path + "needs server.tls.trust, the certificates that vouch for clients");
      }
    }
  }

  private static boolean isSubject(String text) {
    try {
      return !new X500Principal(text).getName().isEmpty();
    } catch (IllegalArgumentException none) {
      return false;
    }
  }

  /** Tokens and records come in the clear only from this machine, or from a proxy that is meant. */
  private void plainHttp(JsonNode server) {
    var address = server.path("address").asText("127.0.0.1");
    var tls = server.path("tls");
    if (!isLoopback(
            address.contains(":") && !address.startsWith("[") ? "[" + address + "]" : address)
        && tls.isMissingNode()
        && !server.path("behind-proxy").asBoolean()) {
      problems.add(
          "server.address: is heard beyond this machine without TLS; set server.tls, or"
              + " server.behind-proxy: true where a proxy before it speaks TLS");
    }
    if (!tls.isMissingNode() && tls.path("certificate").isMissingNode()) {
      problems.add("server.tls.certificate: is required");
    }
    var own = tls.path("certificate").asText();
    var trust = tls.path("trust").asText();
    if (!own.isEmpty() && !trust.isEmpty() && own.endsWith(".pem") != trust.endsWith(".pem")) {
      problems.add("server.tls.trust: must be PEM where the certificate is, else PKCS#12");
    }
  }

  private void authorizationServer(JsonNode server) {
    mustBeHttps(server.path("issuer"), "authorization-server.issuer");
    mustBeHttps(server.path("jwks-url"), "authorization-server.jwks-url");
  }

  private void partners(JsonNode config) {
    var lease = duration(config.at("/delivery/lease")).orElse(ConfigBinding.LEASE);
    var number = 0;
    for (var partner : config.path("partners")) {
      var path = "partners[" + number++ + "]";
      signOn(partner, path);
      answer(partner, lease, path);
      wayBack(partner, config.at("/server/public-url"), path);
      quietHours(partner.at("/limits/quiet-hours"), path + ".limits.quiet-hours");
      nextInLine(config.path("partners"), partner, path);
    }
  }

  /** Nobody calls who does not know where. */
  private void wayBack(JsonNode partner, JsonNode publicUrl, String path) {
    if (partner.path("way-back").asText().equals("subscription") && publicUrl.isMissingNode()) {
      problems.add(path + ".way-back: needs server.public-url, where the partner calls");
    }
  }

  /** Whoever is asked instead has a role of the one that was asked. */
  private void nextInLine(JsonNode partners, JsonNode partner, String path) {
    var number = 0;
    for (var next : partner.path("next-in-line")) {
      var place = path + ".next-in-line[" + number++ + "]: ";
      if (next.asText().equals(partner.path("name").asText())) {
        problems.add(place + "must be another partner");
      } else if (!isAPartnerLike(partners, next.asText(), roles(partner))) {
        problems.add(place + "must be the name of a partner with one of the same roles");
      }
    }
  }

  private static boolean isAPartnerLike(JsonNode partners, String name, Set<String> roles) {
    for (var one : partners) {
      if (one.path("name").asText().equals(name)) {
        return !Collections.disjoint(roles(one), roles);
      }
    }
    return false;
  }

  private static Set<String> roles(JsonNode partner) {
    var roles = new HashSet<String>();
    partner.path("roles").forEach(role -> roles.add(role.asText()));
    return roles;
  }

  /** Tokens and records travel in the clear only where they do not leave the machine. */
  private void signOn(JsonNode partner, String path) {
    mustBeHttps(partner.path("base-url"), path + ".base-url");
    mustBeHttps(partner.at("/sign-on/oauth2/token-url"), path + ".sign-on.oauth2.token-url");
    mustBeHttps(partner.at("/sign-on/smart/token-url"), path + ".sign-on.smart.token-url");
    if (isElsewhere(partner.path("base-url")) && partner.path("sign-on").isMissingNode()) {
      problems.add(path + ".sign-on: is required, for the partner is not on this machine");
    }
  }

  private void mustBeHttps(JsonNode url, String path) {
    if (isElsewhere(url) && !url.asText().startsWith("https:")) {
      problems.add(path + ": must be https, for it is not on this machine");
    }
  }

  private static boolean isElsewhere(JsonNode url) {
    return url(url.asText()).filter(there -> !isLoopback(there.getHost())).isPresent();
  }

  private void timeZone(JsonNode holder, String path) {
    var zone = holder.path("time-zone").textValue();
    if (zone != null && !ZoneId.getAvailableZoneIds().contains(zone)) {
      problems.add(path + ".time-zone: must be a time zone such as America/New_York");
    }
  }

  private void quietHours(JsonNode quiet, String path) {
    timeZone(quiet, path);
    var from = quiet.path("from").textValue();
    if (from != null && from.equals(quiet.path("to").textValue())) {
      problems.add(path + ".to: must not be the same as from");
    }
  }

  private void matching(JsonNode matching) {
    var certain = matching.path("certain").asDouble(ConfigBinding.CERTAIN);
    var possible = matching.path("possible").asDouble(ConfigBinding.POSSIBLE);
    if (possible > certain) {
      problems.add("matching.possible: must not be above matching.certain");
    }
  }

  /** No request may be under way when the lease ends; it is prolonged between them. */
  private void answer(JsonNode partner, Duration lease, String path) {
    var answer = duration(partner.at("/timeouts/answer")).orElse(PartnerBinding.ANSWER);
    if (answer.multipliedBy(2).compareTo(lease) > 0) {
      problems.add(path + ".timeouts.answer: must be at most half of delivery.lease");
    }
  }

  /** What is told travels in the clear only where it does not leave the machine. */
  private void events(JsonNode events) {
    noneTwice(events, "webhooks", "name", "another webhook has this name already");
    var number = 0;
    for (var webhook : events.path("webhooks")) {
      mustBeHttps(webhook.path("url"), "events.webhooks[" + number++ + "].url");
    }
    problems.addAll(EventsBinding.problems(events));
  }

  private void pauses(JsonNode delivery) {
    var first = duration(delivery.path("first-pause")).orElse(ConfigBinding.FIRST_PAUSE);
    var longest = duration(delivery.path("longest-pause")).orElse(ConfigBinding.LONGEST_PAUSE);
    if (first.compareTo(longest) > 0) {
      problems.add("delivery.longest-pause: must not be shorter than delivery.first-pause");
    }
    var overlap = duration(delivery.path("search-overlap")).orElse(ConfigBinding.SEARCH_OVERLAP);
    if (overlap.compareTo(LEAST_OVERLAP) < 0) {
      problems.add("delivery.search-overlap: must be 5m at least, for partners show late");
    }
  }

  private static Optional<Duration> duration(JsonNode setting) {
    return Optional.ofNullable(setting.textValue()).filter(Durations::isOne).map(Durations::parse);
  }

  private static Optional<URI> url(String text) {
    try {
      return Optional.of(URI.create(text)).filter(url -> url.getHost() != null);
    } catch (IllegalArgumentException notOne) {
      return Optional.empty();
    }
  }

  private static boolean isLoopback(String host) {
    try {
      return host.matches("localhost|127\\.[0-9.]+|\\[::1]")
          && InetAddress.getByName(host).isLoopbackAddress();
    } catch (UnknownHostException unknown) {
      return false;
    }
  }
}
