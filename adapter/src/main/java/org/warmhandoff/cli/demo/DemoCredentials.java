package org.warmhandoff.cli.demo;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;

import com.nimbusds.jose.JWSAlgorithm;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.SecureRandom;
import java.security.cert.Certificate;
import java.time.Clock;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.net.ssl.SSLContext;
import org.warmhandoff.config.PartnerConfig.CertificateFile;
import org.warmhandoff.config.PartnerConfig.Tls;
import org.warmhandoff.config.TlsFiles;
import org.warmhandoff.files.OwnerOnly;
import org.warmhandoff.keys.KeyDirectory;
import org.warmhandoff.keys.PublishedKeys;
import org.warmhandoff.keys.UnusableKey;

/**
 * What the demo's adapter signs on to its partners with, made anew for each run: a key for
 * psychiatry, a certificate for the crisis center, a secret for primary care.
 */
final class DemoCredentials {

  static final String CLIENT = "warm-handoff";
  private static final String KEY = "demo";

  private final Path work;
  private final String operator = random();
  private final String secret = random();
  private final String password = random();

  private DemoCredentials(Path work) {
    this.work = work;
  }

  /** Makes them in that directory. */
  static DemoCredentials in(Path work) throws IOException {
    var made = new DemoCredentials(work);
    try {
      made.key();
      made.certificates();
      return made;
    } catch (GeneralSecurityException | UnusableKey cannot) {
      throw new IOException("the demo's credentials cannot be made", cannot);
    }
  }

  private static String random() {
    var random = new byte[16];
    new SecureRandom().nextBytes(random);
    return HexFormat.of().formatHex(random);
  }

  private void key() throws IOException, UnusableKey {
    var clock = Clock.systemUTC();
    var kept = new KeyDirectory(work.resolve("warm-handoff-keys"));
    kept.make(KEY, JWSAlgorithm.ES384, clock.instant());
    Files.writeString(jwks(), new PublishedKeys(kept, List.of(), clock).json());
  }

  private Path jwks() {
    return work.resolve("jwks.json");
  }

  /** Each side has a certificate of its own making and is shown that of the other. */
  private void certificates() throws IOException, GeneralSecurityException {
    var makingOurs = making(ours());
    var makingTheirs = making(theirs());
    ended(makingOurs);
    ended(makingTheirs);
    var mime = Base64.getMimeEncoder(64, "\n".getBytes(US_ASCII));
    Files.writeString(
        trusted(),
        "-----BEGIN CERTIFICATE-----\n"
            + mime.encodeToString(certificate(theirs()).getEncoded())
            + "\n-----END CERTIFICATE-----\n");
    trust(theirs(), certificate(ours()));
  }

  private Path ours() {
    return work.resolve("us-at-crisis-center.p12");
  }

  private Path theirs() {
    return work.resolve("crisis-center.p12");
  }

  private Path trusted() {
    return work.resolve("crisis-center-ca.pem");
  }

  /** The password goes by the environment, where no list of processes shows it. */
  private Process making(Path pair) throws IOException {
    var command =
        new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
            "-genkeypair",
            "-alias",
            "pair",
            "-keyalg",
            "EC",
            "-groupname",
            "secp256r1",
            "-dname",
            "CN=127.0.0.1",
            "-ext",
            "san=ip:127.0.0.1",
            "-validity",
            "2",
            "-storetype",
            "PKCS12",
            "-keystore",
            pair.toString(),
            "-storepass:env",
            "STORE_PASSWORD");
    command.environment().put("STORE_PASSWORD", password);
    return command.redirectErrorStream(true).start();
  }

  private static void ended(Process keytool) throws IOException {
    var said = new String(keytool.getInputStream().readAllBytes(), UTF_8);
    if (keytool.onExit().join().exitValue() != 0) {
      throw new IOException("keytool: " + said.strip());
    }
  }

  private KeyStore store(Path file) throws IOException, GeneralSecurityException {
    return KeyStore.getInstance(file.toFile(), password.toCharArray());
  }

  private Certificate certificate(Path pair) throws IOException, GeneralSecurityException {
    return store(pair).getCertificate("pair");
  }

  private void trust(Path file, Certificate other) throws IOException, GeneralSecurityException {
    var store = store(file);
    store.setCertificateEntry("client", other);
    var whole = new ByteArrayOutputStream();
    store.store(whole, password.toCharArray());
    OwnerOnly.write(file, whole.toByteArray());
  }

  /** Whoever has it may do everything at the adapter. */
  String operator() {
    return operator;
  }

  /** What the configuration takes from its environment. */
  Map<String, String> environment() {
    return Map.of("DEMO_TOKEN", operator, "DEMO_SECRET", secret, "DEMO_PASSWORD", password);
  }

  /** What the partner systems are started with. */
  List<String> partnerOptions() {
    return List.of(
        "--client-key",
        "psychiatry=" + CLIENT + ":" + jwks(),
        "--mutual-tls",
        "crisis-center=" + theirs() + ":" + password,
        "--client-secret",
        "primary-care=" + CLIENT + ":" + secret);
  }

  /** By which the crisis center lets in whoever reads its charts as well. */
  SSLContext atCrisisCenter() throws IOException {
    try {
      return TlsFiles.context(
          new Tls(
              Optional.of(new CertificateFile(ours(), Optional.empty(), Optional.of(password))),
              Optional.of(new CertificateFile(trusted(), Optional.empty(), Optional.empty()))));
    } catch (GeneralSecurityException cannot) {
      throw new IOException("the demo's certificates cannot be used", cannot);
    }
  }
}
