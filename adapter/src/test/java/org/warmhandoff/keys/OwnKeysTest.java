package org.warmhandoff.keys;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPairGenerator;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.warmhandoff.config.PartnerConfig.KeyReference;
import org.warmhandoff.testing.Keytool;
import org.warmhandoff.testing.SettableClock;

/** Keys of the deployer's own. */
class OwnKeysTest {

  @TempDir private Path home;

  private final SettableClock clock = new SettableClock("2026-11-28T12:00:00Z");

  private List<SigningKey> keys(String file) throws UnusableKey {
    return OurKeys.of(new KeyReference.Own(home.resolve(file), Optional.of("of-the-file")));
  }

  private void write(String file, String content) throws Exception {
    Files.writeString(home.resolve(file), content);
  }

  private static String pem(String label, byte[] bytes) {
    var mime = Base64.getMimeEncoder(64, "\n".getBytes(java.nio.charset.StandardCharsets.US_ASCII));
    return "-----BEGIN %s-----\n%s\n-----END %s-----\n"
        .formatted(label, mime.encodeToString(bytes), label);
  }

  @Test
  void aJwkKeepsItsIdAndASetSignsWithItsFirst() throws Exception {
    var first = new RSAKeyGenerator(2048).keyID("of-the-vendor").generate();
    var second = new ECKeyGenerator(Curve.P_384).keyID("next").generate();
    write("keys.json", new JWKSet(List.of(first, second)).toString(false));
    write("key.jwk", second.toJSONString());

    assertThat(keys("keys.json"))
        .extracting(SigningKey::kid)
        .containsExactly("of-the-vendor", "next");
    assertThat(keys("key.jwk").get(0).algorithm().getName()).isEqualTo("ES384");
  }

  @ParameterizedTest
  @CsvSource({"RSA, RSA, RS384", "EC, EC, ES384"})
  void pkcs8InPemSigns(String kind, String family, String algorithm) throws Exception {
    var jwk =
        kind.equals("RSA")
            ? new RSAKeyGenerator(2048).generate()
            : new ECKeyGenerator(Curve.P_384).generate();
    var encoded =
        jwk instanceof RSAKey rsa
            ? rsa.toRSAPrivateKey().getEncoded()
            : Keytool.withPoint((ECKey) jwk);
    write("key.pem", "# ours\n" + pem("PRIVATE KEY", encoded));

    var key = keys("key.pem").get(0);

    assertThat(key.algorithm().getName()).isEqualTo(algorithm);
    assertThat(key.publicHalf().computeThumbprint()).isEqualTo(jwk.computeThumbprint());
  }

  @ParameterizedTest
  @CsvSource({"RSA, RS384", "EC, ES384"})
  void pkcs12Signs(String kind, String algorithm) throws Exception {
    Keytool.pair(home.resolve("keys.p12"), "CN=warm-handoff", kind, "of-the-file");

    assertThat(keys("keys.p12").get(0).algorithm().getName()).isEqualTo(algorithm);
  }

  @Test
  void aWrongPasswordIsReportedWithoutIt() throws Exception {
    Keytool.pair(home.resolve("keys.p12"), "CN=warm-handoff", "RSA", "another-password");

    assertThatThrownBy(() -> keys("keys.p12"))
        .isInstanceOf(UnusableKey.class)
        .hasMessage("the key's file cannot be read, or not with that password");
  }

  @Test
  void aKeyThatIsTooShortIsNotUsed() throws Exception {
    var generator = KeyPairGenerator.getInstance("RSA");
    generator.initialize(1024);
    write("key.pem", pem("PRIVATE KEY", generator.generateKeyPair().getPrivate().getEncoded()));

    assertThatThrownBy(() -> keys("key.pem"))
        .isInstanceOf(UnusableKey.class)
        .hasMessage("the key must be RSA of 2048 bits or more, or EC on P-384");
  }

  @Test
  void twoHalvesThatDoNotBelongTogetherAreNotUsed() throws Exception {
    var one = new ECKeyGenerator(Curve.P_384).generate();
    var other = new ECKeyGenerator(Curve.P_384).generate();
    write("key.jwk", one.toJSONString().replace(one.getD().toString(), other.getD().toString()));

    assertThatThrownBy(() -> keys("key.jwk"))
        .isInstanceOf(UnusableKey.class)
        .hasMessage("the two halves of the key are not of one pair");
  }

  @Test
  void theirPublicHalvesArePublishedAndNothingElseOfThem() throws Exception {
    Keytool.pair(home.resolve("keys.p12"), "CN=warm-handoff", "RSA", "of-the-file");
    var own = new KeyReference.Own(home.resolve("keys.p12"), Optional.of("of-the-file"));

    var json =
        new PublishedKeys(new KeyDirectory(home.resolve("none")), List.of(own), clock).json();

    var set = JWKSet.parse(json);
    assertThat(set.getKeys()).hasSize(1).noneMatch(key -> key.isPrivate());
    assertThat(json).doesNotContain("\"d\"", "\"x5c\"", "warm-handoff");
  }

  @Test
  void twoKeysOfOneIdAreNotPublishedAsOne() throws Exception {
    write("a.jwk", new RSAKeyGenerator(2048).keyID("signing-1").generate().toJSONString());
    write("b.jwk", new ECKeyGenerator(Curve.P_384).keyID("signing-1").generate().toJSONString());
    var own =
        Stream.of("a.jwk", "b.jwk")
            .map(file -> new KeyReference.Own(home.resolve(file), Optional.empty()))
            .toList();
    var published = new PublishedKeys(new KeyDirectory(home.resolve("keys")), own, clock);

    assertThatThrownBy(published::json)
        .isInstanceOf(UnusableKey.class)
        .hasMessage("two keys have the id signing-1; give one of them another (kid)");
  }
}
