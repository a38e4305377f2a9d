package org.warmhandoff.config;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;

/**
 * What a schema cannot say about a configuration. Looks at the tree as it was written, so that it
 * can be told together with what the schema says; what the schema refuses is passed over here.
 */
final class ConfigRules {

  private final List<String> problems = new ArrayList<>();

  private ConfigRules() {}

  static List<String> problems(JsonNode config) {
    var rules = new ConfigRules();
    rules.noneTwice(config, "access", "token", "another credential has this token already");
    rules.noneTwice(config, "access", "name", "another credential has this name already");
    rules.noneTwice(config, "partners", "name", "another partner has this name already");
    rules.partners(config);
    rules.pauses(config.path("delivery"));
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

  private void partners(JsonNode config) {
    var lease = duration(config.at("/delivery/lease")).orElse(ConfigBinding.LEASE);
    var number = 0;
    for (var partner : config.path("partners")) {
      var path = "partners[" + number++ + "]";
      signOn(partner, path);
      answer(partner, lease, path);
    }
  }

  /** Tokens and records travel in the clear only where they do not leave the machine. */
  private void signOn(JsonNode partner, String path) {
    var url = url(partner.path("base-url").asText());
    if (url.isEmpty() || isLoopback(url.get().getHost())) {
      return;
    }
    if (!"https".equals(url.get().getScheme())) {
      problems.add(path + ".base-url: must be https, for it is not on this machine");
    }
    if (partner.path("sign-on").isMissingNode()) {
      problems.add(path + ".sign-on: is required, for the partner is not on this machine");
    }
  }

  /**
   * One delivery takes a handful of requests; none of them may be under way when the lease ends.
   */
  private void answer(JsonNode partner, Duration lease, String path) {
    var answer = duration(partner.at("/timeouts/answer")).orElse(ConfigBinding.ANSWER);
    if (answer.multipliedBy(2).compareTo(lease) > 0) {
      problems.add(path + ".timeouts.answer: must be at most half of delivery.lease");
    }
  }

  private void pauses(JsonNode delivery) {
    var first = duration(delivery.path("first-pause")).orElse(ConfigBinding.FIRST_PAUSE);
    var longest = duration(delivery.path("longest-pause")).orElse(ConfigBinding.LONGEST_PAUSE);
    if (first.compareTo(longest) > 0) {
      problems.add("delivery.longest-pause: must not be shorter than delivery.first-pause");
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
