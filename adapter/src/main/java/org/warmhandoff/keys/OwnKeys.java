package org.warmhandoff.keys;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;

import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.util.Base64URL;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.Key;
import java.security.KeyFactory;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.interfaces.ECPrivateKey;
import java.security.interfaces.ECPublicKey;
import java.security.interfaces.RSAPrivateCrtKey;
import java.security.interfaces.RSAPublicKey;
import java.security.spec.PKCS8EncodedKeySpec;
import java.security.spec.RSAPublicKeySpec;
import java.text.ParseException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Keys from a file of the deployer's own: a JWK or a set of them (RFC 7517), PKCS#8 in PEM (RFC
 * 7468), PKCS#12. Several may be in it: the first that a partner takes signs, all are published.
 */
final class OwnKeys {

  private static final int LARGEST = 1024 * 1024;
  private static final Pattern PEM =
      Pattern.compile("-----BEGIN ([A-Z ]+)-----([A-Za-z0-9+/=\\s]+)-----END \\1-----");

  /** Of a point on P-384 that is not compressed, in a BIT STRING (RFC 5480, 2.2). */
  private static final byte[] POINT = {0x03, 0x62, 0x00, 0x04};

  private static final int COORDINATE = 48;

  private OwnKeys() {}

  static List<SigningKey> read(Path file, Optional<String> password) throws UnusableKey {
    try {
      var name = file.getFileName().toString();
      var keys =
          name.endsWith(".p12") || name.endsWith(".pfx")
              ? pkcs12(file, password)
              : name.endsWith(".pem") ? pem(text(file)) : jwk(text(file));
      if (keys.isEmpty()) {
        throw new UnusableKey("there is no private key in the file");
      }
      return keys;
    } catch (IOException cannot) {
      throw new UnusableKey("the key's file cannot be read, or not with that password");
    } catch (GeneralSecurityException | ParseException wrong) {
      throw new UnusableKey("there is no key in the file that can be read");
    }
  }

  private static String text(Path file) throws IOException, UnusableKey {
    if (Files.size(file) > LARGEST) {
      throw new UnusableKey("the key's file is too large");
    }
    return Files.readString(file, UTF_8);
  }

  private static List<SigningKey> jwk(String text) throws ParseException, UnusableKey {
    var keys = new ArrayList<SigningKey>();
    for (var key :
        text.contains("\"keys\"")
            ? JWKSet.parse(text).getKeys()
            : Collections.singletonList(JWK.parse(text))) {
      keys.add(SigningKey.of(key));
    }
    return keys;
  }

  private static List<SigningKey> pkcs12(Path file, Optional<String> password)
      throws IOException, GeneralSecurityException, UnusableKey {
    var secret = password.map(String::toCharArray).orElseGet(() -> new char[0]);
    var store = KeyStore.getInstance("PKCS12");
    try (InputStream in = Files.newInputStream(file)) {
      store.load(in, secret);
    }
    var keys = new ArrayList<SigningKey>();
    for (var alias : Collections.list(store.aliases())) {
      if (store.isKeyEntry(alias)) {
        var key = store.getKey(alias, secret);
        keys.add(SigningKey.of(pair(store.getCertificate(alias).getPublicKey(), key)));
      }
    }
    return keys;
  }

  /** Without its alias: that is for those who keep the file, and another may have the same. */
  private static JWK pair(PublicKey publicHalf, Key privateHalf) throws UnusableKey {
    if (publicHalf instanceof RSAPublicKey rsa && privateHalf instanceof PrivateKey key) {
      return new RSAKey.Builder(rsa).privateKey(key).build();
    }
    if (publicHalf instanceof ECPublicKey ec && privateHalf instanceof ECPrivateKey key) {
      return new ECKey.Builder(Curve.forECParameterSpec(ec.getParams()), ec)
          .privateKey(key)
          .build();
    }
    throw new UnusableKey("the key must be RSA of 2048 bits or more, or EC on P-384");
  }

  private static List<SigningKey> pem(String text) throws GeneralSecurityException, UnusableKey {
    var keys = new ArrayList<SigningKey>();
    for (var block : PEM.matcher(text).results().toList()) {
      if (block.group(1).equals("PRIVATE KEY")) {
        var bytes = Base64.getMimeDecoder().decode(block.group(2).getBytes(US_ASCII));
        keys.add(SigningKey.of(pkcs8(bytes)));
      } else if (block.group(1).endsWith("PRIVATE KEY")) {
        throw new UnusableKey("a PEM file's key must be PKCS#8 without a password: PRIVATE KEY");
      }
    }
    return keys;
  }

  private static JWK pkcs8(byte[] bytes) throws GeneralSecurityException, UnusableKey {
    var spec = new PKCS8EncodedKeySpec(bytes);
    try {
      var rsa = (RSAPrivateCrtKey) KeyFactory.getInstance("RSA").generatePrivate(spec);
      var publicHalf =
          KeyFactory.getInstance("RSA")
              .generatePublic(new RSAPublicKeySpec(rsa.getModulus(), rsa.getPublicExponent()));
      return new RSAKey.Builder((RSAPublicKey) publicHalf).privateKey(rsa).build();
    } catch (GeneralSecurityException notRsa) {
      var ec = (ECPrivateKey) KeyFactory.getInstance("EC").generatePrivate(spec);
      return ec(ec, bytes);
    }
  }

  /** Java does not give the public point, which stands at the end (RFC 5915, 3). */
  private static JWK ec(ECPrivateKey key, byte[] bytes) throws UnusableKey {
    var from = bytes.length - 2 * COORDINATE;
    if (from < POINT.length
        || !Arrays.equals(Arrays.copyOfRange(bytes, from - POINT.length, from), POINT)) {
      throw new UnusableKey("an EC key in PEM must be on P-384 and bring its public point along");
    }
    return new ECKey.Builder(
            Curve.P_384,
            Base64URL.encode(Arrays.copyOfRange(bytes, from, from + COORDINATE)),
            Base64URL.encode(Arrays.copyOfRange(bytes, from + COORDINATE, bytes.length)))
        .privateKey(key)
        .build();
  }
}
