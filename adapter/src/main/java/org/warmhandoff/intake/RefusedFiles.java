package org.warmhandoff.intake;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.stream.Collectors.toSet;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;
import org.warmhandoff.attention.Concern;
import org.warmhandoff.attention.JdbcAttention;
import org.warmhandoff.config.Config.Patience;
import org.warmhandoff.flow.message.AttentionReason;
import org.warmhandoff.record.Priority;

/**
 * Files of the inbox that were refused: somebody is told, the sooner the more urgent what is in
 * them says it is, until the file is taken out of {@code refused}.
 */
public final class RefusedFiles {

  /** As records say it, in whatever state the rest of the file is. */
  private static final Pattern EMERGENCY =
      Pattern.compile("\"(severity|urgency)\"\\s*:\\s*\"(emergency|stat)\"");

  private static final Pattern URGENT =
      Pattern.compile("\"(severity|urgency)\"\\s*:\\s*\"(urgent|asap)\"");

  /** With a digit in it: in a file that was refused a name may stand in the place of an id. */
  private static final Pattern PARTICIPANT =
      Pattern.compile(
          "\"participantId\"\\s*:\\s*\"((?=[A-Za-z.-]*[0-9])[A-Za-z0-9][A-Za-z0-9.-]{0,63})\"");

  private final Set<String> inTheWay = ConcurrentHashMap.newKeySet();
  private final Optional<Path> refused;
  private final JdbcAttention attention;
  private final Patience patience;

  /**
   * The refused ones below that directory.
   *
   * @param directory empty where none is watched
   */
  public RefusedFiles(Optional<Path> directory, JdbcAttention attention, Patience patience) {
    this.refused = directory.map(watched -> watched.resolve("refused"));
    this.attention = attention;
    this.patience = patience;
  }

  /** How urgent a record is by its own words, be it whole or not. */
  static Priority priority(byte[] record) {
    var text = new String(record, ISO_8859_1);
    if (EMERGENCY.matcher(text).find()) {
      return Priority.EMERGENCY;
    }
    return URGENT.matcher(text).find() ? Priority.URGENT : Priority.ROUTINE;
  }

  /** Whom a record is about by its own words, be it whole or not; an id, or empty. */
  static Optional<String> participant(byte[] record) {
    var found = PARTICIPANT.matcher(new String(record, ISO_8859_1));
    return found.find() ? Optional.of(found.group(1)) : Optional.empty();
  }

  /** One was refused, with so many problems. File names may hold anything, so none is told. */
  void raise(Path file, int problems, Priority priority, Optional<String> participant) {
    attention.open(
        Concern.of(
                subject(file),
                AttentionReason.REFUSED_FILE,
                problems
                    + " records of a file of the inbox were not accepted; what is wrong stands"
                    + " beside it in refused",
                priority)
            .concerning(participant)
            .after(patience.of(priority)));
  }

  /** What lies in the inbox is no file of its own: nothing of it is read. Told once. */
  void reportUnusable(Path entry) {
    reportOnce(
        subject(entry),
        "something in the inbox is a link, a pipe or a device and not a file of its own: it is not"
            + " read; take it away and put the file itself there");
  }

  /** The name is not UTF-8, or there is a backslash in it: nothing opens it. Told once. */
  void reportUnusableName(String entry) {
    reportOnce(
        subject(entry),
        "a file of the inbox has a name that is not UTF-8 or has a backslash in it: it is not read;"
            + " give it another name");
  }

  /** Its records were taken, and it cannot be moved. Told once. */
  void reportUnfiled(Path file) {
    reportOnce(
        subject(file),
        "a file of the inbox was read and can be moved neither to done nor to refused: see to the"
            + " rights and the space of the three directories, or take it away");
  }

  private void reportOnce(String subject, String note) {
    if (!inTheWay.add(subject)) {
      return;
    }
    try {
      attention.open(Concern.of(subject, AttentionReason.REFUSED_FILE, note, Priority.URGENT));
    } catch (RuntimeException notTold) {
      inTheWay.remove(subject); // it is told the next time
      throw notTold;
    }
  }

  /** Those that were taken away since are nobody's concern any more. */
  public void review() {
    var open = attention.subjects(AttentionReason.REFUSED_FILE);
    var directory = refused.filter(Files::isDirectory);
    if (!open.isEmpty() && directory.isPresent()) {
      var there = there(directory.get());
      open.stream()
          .filter(subject -> !there.contains(subject))
          .forEach(subject -> attention.close(subject, "the file was taken away"));
    }
  }

  private Set<String> there(Path directory) {
    var there = new HashSet<>(names(directory));
    var waiting = names(directory.resolveSibling("inbox"));
    inTheWay.retainAll(waiting);
    there.addAll(inTheWay);
    return there;
  }

  private static Set<String> names(Path directory) {
    try (var files = Files.list(directory)) {
      return files.map(RefusedFiles::subject).collect(toSet());
    } catch (IOException cannot) {
      throw new UncheckedIOException("the directory of refused files cannot be read", cannot);
    }
  }

  private static String subject(Path file) {
    return subject(file.getFileName().toString());
  }

  private static String subject(String name) {
    try {
      var digest = MessageDigest.getInstance("SHA-256");
      return "file/" + HexFormat.of().formatHex(digest.digest(name.getBytes(UTF_8)));
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException(impossible);
    }
  }
}
