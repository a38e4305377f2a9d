package org.warmhandoff.testing;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.jwk.ECKey;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;

/** Java's own {@code keytool}, and keys as OpenSSL writes them. */
public final class Keytool {

  private Keytool() {}

  /** A pair with a certificate of its own for this machine, in PKCS#12. */
  public static void pair(Path file, String subject, String kind, String password) {
    pair(file, subject, kind, password, "ip:127.0.0.1,dns:localhost");
  }

  /** The same for these names. */
  public static void pair(Path file, String subject, String kind, String password, String names) {
    var isRsa = kind.equals("RSA");
    run(
        "-genkeypair -alias own -validity 30 -storetype PKCS12 -keyalg " + kind,
        isRsa ? "-keysize" : "-groupname",
        isRsa ? "2048" : "secp384r1",
        "-dname",
        subject,
        "-ext",
        "san=" + names,
        "-keystore",
        file.toString(),
        "-storepass",
        password);
  }

  /** A file in which that certificate is trusted, in PKCS#12. */
  public static void trusting(Path certificate, Path into, String password) {
    run(
        "-importcert -noprompt -alias trusted -storetype PKCS12",
        "-file",
        certificate.toString(),
        "-keystore",
        into.toString(),
        "-storepass",
        password);
  }

  /** The private key of that pair, in PEM. */
  public static void pem(Path pair, String password, Path into) throws Exception {
    var store = KeyStore.getInstance(pair.toFile(), password.toCharArray());
    var key = store.getKey("own", password.toCharArray()).getEncoded();
    var mime = Base64.getMimeEncoder(64, "\n".getBytes(StandardCharsets.US_ASCII));
    Files.writeString(
        into,
        "-----BEGIN PRIVATE KEY-----\n"
            + mime.encodeToString(key)
            + "\n-----END PRIVATE KEY-----\n");
  }

  /** The certificate of that pair, in PEM. */
  public static void certificate(Path pair, String password, Path into) {
    run(
        "-exportcert -rfc -alias own",
        "-keystore",
        pair.toString(),
        "-storepass",
        password,
        "-file",
        into.toString());
  }

  /**
   * Runs it.
   *
   * @param words the first arguments, none of which has a space in it
   */
  private static void run(String words, String... arguments) {
    var command = new ArrayList<String>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "keytool").toString());
    command.addAll(List.of(words.split(" ", -1)));
    command.addAll(List.of(arguments));
    try {
      var process = new ProcessBuilder(command).redirectErrorStream(true).start();
      var said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      if (process.waitFor() != 0) {
        throw new AssertionError(said);
      }
    } catch (IOException cannot) {
      throw new UncheckedIOException(cannot);
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
      throw new AssertionError(stopped);
    }
  }

  /** PKCS#8 of a key on P-384 with its public point, which Java leaves out (RFC 5915, 3). */
  public static byte[] withPoint(ECKey key) throws JOSEException {
    var point = new ByteArrayOutputStream();
    point.writeBytes(new byte[] {(byte) 0xA1, 0x64, 0x03, 0x62, 0x00, 0x04});
    point.writeBytes(key.getX().decode());
    point.writeBytes(key.getY().decode());
    var inner = new ByteArrayOutputStream();
    inner.writeBytes(new byte[] {0x02, 0x01, 0x01, 0x04, 0x30});
    inner.writeBytes(key.getD().decode());
    inner.writeBytes(point.toByteArray());
    var algorithm =
        new byte[] {
          0x30,
          0x10,
          0x06,
          0x07,
          0x2A,
          (byte) 0x86,
          0x48,
          (byte) 0xCE,
          0x3D,
          0x02,
          0x01,
          0x06,
          0x05,
          0x2B,
          (byte) 0x81,
          0x04,
          0x00,
          0x22
        };
    var whole = new ByteArrayOutputStream();
    whole.writeBytes(new byte[] {0x02, 0x01, 0x00});
    whole.writeBytes(algorithm);
    whole.writeBytes(tagged(0x04, tagged(0x30, inner.toByteArray())));
    return tagged(0x30, whole.toByteArray());
  }

  private static byte[] tagged(int tag, byte[] content) {
    var out = new ByteArrayOutputStream();
    out.write(tag);
    if (content.length >= 128) {
      out.write(0x81);
    }
    out.write(content.length);
    out.writeBytes(content);
    return out.toByteArray();
  }
}
