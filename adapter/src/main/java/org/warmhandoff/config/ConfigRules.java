package org.warmhandoff.config;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import org.warmhandoff.config.Config.PartnerConfig;

/** What a schema cannot say about a configuration. */
final class ConfigRules {

  private ConfigRules() {}

  static List<String> problems(Config config) {
    var problems = new ArrayList<String>();
    var names = new HashSet<String>();
    for (var i = 0; i < config.partners().size(); i++) {
      var partner = config.partners().get(i);
      var path = "partners[" + i + "]";
      if (!names.add(partner.name())) {
        problems.add(path + ".name: another partner has this name already");
      }
      signOn(partner, path, problems);
      lease(config, partner, path, problems);
    }
    access(config, problems);
    if (config.delivery().firstPause().compareTo(config.delivery().longestPause()) > 0) {
      problems.add("delivery.longest-pause: must not be shorter than delivery.first-pause");
    }
    return problems;
  }

  private static void access(Config config, List<String> problems) {
    var tokens = new HashSet<String>();
    for (var i = 0; i < config.access().size(); i++) {
      if (!tokens.add(config.access().get(i).token())) {
        problems.add("access[" + i + "].token: another credential has this token already");
      }
    }
  }

  /** Tokens and records travel in the clear only where they do not leave the machine. */
  private static void signOn(PartnerConfig partner, String path, List<String> problems) {
    var loopback = isLoopback(partner.baseUrl().getHost());
    if (!loopback && !"https".equals(partner.baseUrl().getScheme())) {
      problems.add(path + ".base-url: must be https, for it is not on this machine");
    }
    if (!loopback && partner.bearerToken().isEmpty()) {
      problems.add(path + ".sign-on: is required, for the partner is not on this machine");
    }
  }

  /**
   * One delivery takes a handful of requests; none of them may be under way when the lease ends.
   */
  private static void lease(
      Config config, PartnerConfig partner, String path, List<String> problems) {
    if (partner.timeouts().answer().multipliedBy(2).compareTo(config.delivery().lease()) > 0) {
      problems.add(path + ".timeouts.answer: must be at most half of delivery.lease");
    }
  }

  private static boolean isLoopback(String host) {
    try {
      return host != null
          && host.matches("localhost|127\\.[0-9.]+|\\[::1]")
          && InetAddress.getByName(host).isLoopbackAddress();
    } catch (UnknownHostException unknown) {
      return false;
    }
  }
}
