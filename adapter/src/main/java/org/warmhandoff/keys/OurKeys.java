package org.warmhandoff.keys;

import com.nimbusds.jose.jwk.JWK;
import java.io.IOException;
import java.util.List;
import org.warmhandoff.config.PartnerConfig.KeyReference;

/** The keys that a configuration names, read anew each time: they change while we run. */
public final class OurKeys {

  private OurKeys() {}

  /**
   * Those that may sign, the one to sign with first.
   *
   * @throws UnusableKey where there is none, or one that cannot be used
   */
  public static List<SigningKey> of(KeyReference reference) throws UnusableKey {
    if (reference instanceof KeyReference.Own own) {
      return OwnKeys.read(own.file(), own.password());
    }
    try {
      var keys = KeyDirectory.inForce(((KeyReference.Kept) reference).directory());
      if (keys.isEmpty()) {
        throw new UnusableKey("no key of that name is kept; make one with: warm-handoff keys new");
      }
      return keys;
    } catch (IOException cannot) {
      throw new UnusableKey("the keys' directory cannot be read");
    }
  }

  /** The public halves of a file of the deployer's own. */
  static List<JWK> published(KeyReference.Own own) throws UnusableKey {
    return OwnKeys.read(own.file(), own.password()).stream().map(SigningKey::publicHalf).toList();
  }
}
