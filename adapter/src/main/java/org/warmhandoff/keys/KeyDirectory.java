package org.warmhandoff.keys;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.KeyUse;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.text.ParseException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Date;
import java.util.List;
import java.util.Optional;
import org.warmhandoff.files.OwnerOnly;

/**
 * The key pairs that {@code warm-handoff keys} makes: a directory for each name, in it a file for
 * each pair, for its owner alone. The oldest of a name that is in force signs; a newer one is
 * published from the moment it is made, so that partners know it before it signs. Of one that is
 * retired only the public half stays, for as long as somebody may still check what it signed.
 */
public final class KeyDirectory {

  /** The name of a directory in it. */
  public static final String NAME = "[a-z0-9][a-z0-9-]{0,62}";

  /** Much longer than an assertion lasts, for clocks that differ and partners that ask late. */
  static final Duration PUBLISHED_ON = Duration.ofDays(1);

  private static final String ENDING = ".jwk";
  private static final int RSA_BITS = 3072;

  private final Path directory;

  /** The keys that are kept there. */
  public KeyDirectory(Path directory) {
    this.directory = directory;
  }

  /**
   * A key that is kept.
   *
   * @param until published until then; empty: in force
   */
  public record KeptKey(
      String name, String kid, JWSAlgorithm algorithm, Instant since, Optional<Instant> until) {}

  /** A file and what is in it. */
  private record KeyFile(Path file, JWK key) {

    Instant since() {
      return key.getIssueTime() == null ? Instant.EPOCH : key.getIssueTime().toInstant();
    }

    Optional<Instant> until() {
      return Optional.ofNullable(key.getExpirationTime()).map(Date::toInstant);
    }

    KeptKey kept(String name) {
      var algorithm = key instanceof RSAKey ? JWSAlgorithm.RS384 : JWSAlgorithm.ES384;
      return new KeptKey(name, key.getKeyID(), algorithm, since(), until());
    }
  }

  /**
   * Makes a pair of that name.
   *
   * @param algorithm RS384 or ES384
   */
  public KeptKey make(String name, JWSAlgorithm algorithm, Instant now)
      throws IOException, UnusableKey {
    if (!name.matches(NAME)) {
      throw new UnusableKey("a name has at most 63 lower-case letters, digits and hyphens");
    }
    OwnerOnly.directory(directory);
    var own = OwnerOnly.directory(directory.resolve(name));
    var pair = generated(algorithm, now);
    var entry = new KeyFile(own.resolve(pair.getKeyID() + ENDING), pair);
    OwnerOnly.writeNew(entry.file(), pair.toJSONString().getBytes(UTF_8));
    return entry.kept(name);
  }

  private static JWK generated(JWSAlgorithm algorithm, Instant now) throws UnusableKey {
    try {
      var since = Date.from(now);
      if (algorithm.equals(JWSAlgorithm.ES384)) {
        var pair = new ECKeyGenerator(Curve.P_384).generate();
        return new ECKey.Builder(pair)
            .keyID(SigningKey.kid(pair))
            .keyUse(KeyUse.SIGNATURE)
            .algorithm(algorithm)
            .issueTime(since)
            .build();
      }
      var pair = new RSAKeyGenerator(RSA_BITS).generate();
      return new RSAKey.Builder(pair)
          .keyID(SigningKey.kid(pair))
          .keyUse(KeyUse.SIGNATURE)
          .algorithm(JWSAlgorithm.RS384)
          .issueTime(since)
          .build();
    } catch (JOSEException cannot) {
      throw new UnusableKey("no key could be made");
    }
  }

  /** Every key that is kept, those of a name together, the oldest first. */
  public List<KeptKey> all() throws IOException, UnusableKey {
    var all = new ArrayList<KeptKey>();
    for (var name : names()) {
      entries(directory.resolve(name)).forEach(entry -> all.add(entry.kept(name)));
    }
    return all;
  }

  /**
   * Nothing is signed with that key any more. Its private half is gone; its public half is
   * published for another day.
   *
   * @param kid the key's id, or how it begins
   * @throws UnusableKey where it is not one key, or no other would be left
   */
  public KeptKey retire(String name, String kid, Instant now) throws IOException, UnusableKey {
    var inForce =
        entries(directory.resolve(name)).stream().filter(one -> one.until().isEmpty()).toList();
    var meant = inForce.stream().filter(one -> one.key().getKeyID().startsWith(kid)).toList();
    if (meant.size() != 1) {
      throw new UnusableKey(
          meant.isEmpty()
              ? "no key in force of that name begins so"
              : "more than one key of that name begins so");
    }
    if (inForce.size() == 1) {
      throw new UnusableKey("it is the only key in force of that name; make another first");
    }
    var entry = meant.get(0);
    var retired = new KeyFile(entry.file(), withoutPrivate(entry, now.plus(PUBLISHED_ON)));
    var beside = entry.file().resolveSibling(entry.file().getFileName() + ".new");
    OwnerOnly.write(beside, retired.key().toJSONString().getBytes(UTF_8));
    Files.move(
        beside, entry.file(), StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
    return retired.kept(name);
  }

  private static JWK withoutPrivate(KeyFile entry, Instant until) {
    var half = SigningKey.publicHalf(entry.key(), Optional.empty());
    var since = Date.from(entry.since());
    var end = Date.from(until);
    return half instanceof RSAKey rsa
        ? new RSAKey.Builder(rsa).issueTime(since).expirationTime(end).build()
        : new ECKey.Builder(half.toECKey()).issueTime(since).expirationTime(end).build();
  }

  /** Those in force in that directory of a name, the oldest first. */
  static List<SigningKey> inForce(Path ofName) throws IOException, UnusableKey {
    var keys = new ArrayList<SigningKey>();
    for (var entry : entries(ofName)) {
      if (entry.until().isEmpty()) {
        keys.add(SigningKey.of(entry.key()));
      }
    }
    return keys;
  }

  /** The public halves of all that are published then. */
  List<JWK> published(Instant now) throws IOException, UnusableKey {
    var halves = new ArrayList<JWK>();
    for (var name : names()) {
      for (var entry : entries(directory.resolve(name))) {
        if (entry.until().filter(until -> until.isBefore(now)).isEmpty()) {
          halves.add(SigningKey.publicHalf(entry.key(), Optional.empty()));
        }
      }
    }
    return halves;
  }

  private List<String> names() throws IOException {
    if (Files.notExists(directory)) {
      return List.of();
    }
    try (var inside = Files.list(directory)) {
      return inside
          .filter(Files::isDirectory)
          .map(one -> one.getFileName().toString())
          .filter(name -> name.matches(NAME))
          .sorted()
          .toList();
    }
  }

  private static List<KeyFile> entries(Path ofName) throws IOException, UnusableKey {
    var entries = new ArrayList<KeyFile>();
    try (var files = Files.newDirectoryStream(ofName, "*" + ENDING)) {
      for (var file : files) {
        entries.add(new KeyFile(file, parsed(Files.readString(file))));
      }
    } catch (NoSuchFileException | NotDirectoryException noneYet) {
      return List.of();
    }
    entries.sort(
        Comparator.comparing(KeyFile::since).thenComparing(entry -> entry.key().getKeyID()));
    return entries;
  }

  private static JWK parsed(String json) throws UnusableKey {
    try {
      var key = JWK.parse(json);
      if (key.getKeyID() != null && (key instanceof RSAKey || key instanceof ECKey)) {
        return key;
      }
    } catch (ParseException wrong) {
      // named below, without a word of what is in it
    }
    throw new UnusableKey("a file of the keys' directory is no key");
  }
}
