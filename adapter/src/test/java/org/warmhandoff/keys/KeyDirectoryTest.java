package org.warmhandoff.keys;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.jwk.JWKSet;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.warmhandoff.config.PartnerConfig.KeyReference;
import org.warmhandoff.testing.SettableClock;

/** Keys that we make ourselves. */
class KeyDirectoryTest {

  @TempDir private Path home;

  private final SettableClock clock = new SettableClock("2026-11-28T12:00:00Z");

  private KeyDirectory keys() {
    return new KeyDirectory(home.resolve("keys"));
  }

  private String signs() throws UnusableKey {
    var kept = new KeyReference.Kept(home.resolve("keys/brookside"));
    return OurKeys.of(kept).get(0).kid();
  }

  private JWKSet published() throws Exception {
    return JWKSet.parse(new PublishedKeys(keys(), List.of(), clock).json());
  }

  private KeyDirectory.KeptKey make(JWSAlgorithm algorithm) throws Exception {
    return keys().make("brookside", algorithm, clock.instant());
  }

  @Test
  void nobodyButTheOwnerMayLookAtWhatIsMade() throws Exception {
    make(JWSAlgorithm.RS384);

    try (var all = Files.walk(home.resolve("keys"))) {
      assertThat(all)
          .hasSize(3)
          .allSatisfy(
              one ->
                  assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(one)))
                      .isEqualTo(Files.isDirectory(one) ? "rwx------" : "rw-------"));
    }
  }

  @Test
  void theSetThatIsPublishedHoldsNoPrivatePart() throws Exception {
    make(JWSAlgorithm.RS384);
    make(JWSAlgorithm.ES384);

    var json = new PublishedKeys(keys(), List.of(), clock).json();

    var set = JWKSet.parse(json);
    assertThat(set.getKeys()).hasSize(2).noneMatch(key -> key.isPrivate());
    assertThat(json)
        .doesNotContain("\"d\"", "\"p\"", "\"q\"", "\"dp\"", "\"dq\"", "\"qi\"", "\"k\"");
    assertThat(set.getKeys())
        .extracting(key -> key.getAlgorithm().getName())
        .containsExactlyInAnyOrder("RS384", "ES384");
  }

  @Test
  void aNewKeyIsPublishedAtOnceAndSignsWhenTheOldOneIsRetired() throws Exception {
    var old = make(JWSAlgorithm.RS384);
    clock.pass(Duration.ofDays(1));
    var young = make(JWSAlgorithm.RS384);

    assertThat(signs()).isEqualTo(old.kid());
    assertThat(published().getKeys())
        .extracting(key -> key.getKeyID())
        .containsExactlyInAnyOrder(old.kid(), young.kid());

    keys().retire("brookside", old.kid().substring(0, 8), clock.instant());

    assertThat(signs()).isEqualTo(young.kid());
    assertThat(published().getKeys()).hasSize(2);
    clock.pass(Duration.ofHours(25));
    assertThat(published().getKeys())
        .extracting(key -> key.getKeyID())
        .containsExactly(young.kid());
  }

  @Test
  void ofARetiredKeyThePrivateHalfIsGone() throws Exception {
    var old = make(JWSAlgorithm.ES384);
    clock.pass(Duration.ofDays(1));
    make(JWSAlgorithm.ES384);
    keys().retire("brookside", old.kid(), clock.instant());

    var file = home.resolve("keys/brookside/" + old.kid() + ".jwk");

    assertThat(Files.readString(file)).contains(old.kid()).doesNotContain("\"d\"");
    try (Stream<Path> left = Files.list(file.getParent())) {
      assertThat(left).hasSize(2);
    }
  }

  @Test
  void theOnlyKeyIsNotRetired() throws Exception {
    var only = make(JWSAlgorithm.RS384);

    assertThatThrownBy(() -> keys().retire("brookside", only.kid(), clock.instant()))
        .isInstanceOf(UnusableKey.class)
        .hasMessage("it is the only key in force of that name; make another first");
    assertThat(signs()).isEqualTo(only.kid());
  }

  @Test
  void aFileThatIsNoKeyIsReportedWithoutWhatIsInIt() throws IOException, Exception {
    make(JWSAlgorithm.RS384);
    Files.writeString(home.resolve("keys/brookside/other.jwk"), "{\"secret\": \"of somebody\"}");

    assertThatThrownBy(this::signs)
        .isInstanceOf(UnusableKey.class)
        .hasMessage("a file of the keys' directory is no key");
  }
}
