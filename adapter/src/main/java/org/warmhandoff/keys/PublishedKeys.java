package org.warmhandoff.keys;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSet;
import java.io.IOException;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.stream.Stream;
import org.warmhandoff.config.Config;
import org.warmhandoff.config.PartnerConfig;
import org.warmhandoff.config.PartnerConfig.KeyReference;
import org.warmhandoff.config.PartnerConfig.SignOn.Smart;

/**
 * The public halves of all keys that sign, or may have signed what is still checked, as a JWK set
 * (RFC 7517, 5). Read anew no more than every few seconds, whoever asks how often.
 */
public final class PublishedKeys {

  private static final int SECONDS = 5;

  private final KeyDirectory kept;
  private final List<KeyReference.Own> own;
  private final Clock clock;
  private String json = "";
  private Instant until = Instant.MIN;

  /** Those that are kept, and those in files of the deployer's own. */
  public PublishedKeys(KeyDirectory kept, List<KeyReference.Own> own, Clock clock) {
    this.kept = kept;
    this.own = List.copyOf(own);
    this.clock = clock;
  }

  /** Those that are kept, and those in files that partners of that configuration check. */
  public static PublishedKeys of(Config config, Clock clock) {
    var own =
        config.partners().stream()
            .map(PartnerConfig::signOn)
            .flatMap(signOn -> signOn instanceof Smart smart ? Stream.of(smart.key()) : none())
            .flatMap(key -> key instanceof KeyReference.Own file ? Stream.of(file) : none())
            .toList();
    return new PublishedKeys(new KeyDirectory(config.keys().directory()), own, clock);
  }

  private static <T> Stream<T> none() {
    return Stream.empty();
  }

  /**
   * The set, in JSON.
   *
   * @throws UnusableKey where one of them cannot be read: a set that lacks one would lock us out
   */
  public synchronized String json() throws UnusableKey {
    var now = clock.instant();
    if (!now.isBefore(until) || until.isAfter(now.plusSeconds(SECONDS))) { // the clock was put back
      json = read(now);
      until = now.plusSeconds(SECONDS);
    }
    return json;
  }

  private String read(Instant now) throws UnusableKey {
    try {
      var halves = new ArrayList<>(kept.published(now));
      for (var file : own) {
        halves.addAll(OurKeys.published(file));
      }
      return new JWKSet(byId(halves)).toString(true);
    } catch (IOException cannot) {
      throw new UnusableKey("the keys' directory cannot be read");
    }
  }

  /** Whoever checks takes the first of an id, so that another of the same id is none. */
  private static List<JWK> byId(List<JWK> halves) throws UnusableKey {
    var byId = new LinkedHashMap<String, JWK>();
    for (var half : halves) {
      var other = byId.putIfAbsent(half.getKeyID(), half);
      if (other != null && !thumbprint(other).equals(thumbprint(half))) {
        throw new UnusableKey(
            "two keys have the id %s; give one of them another (kid)".formatted(half.getKeyID()));
      }
    }
    return List.copyOf(byId.values());
  }

  private static String thumbprint(JWK key) throws UnusableKey {
    try {
      return key.computeThumbprint().toString();
    } catch (JOSEException cannot) {
      throw new UnusableKey("the key " + key.getKeyID() + " has no thumbprint");
    }
  }
}
