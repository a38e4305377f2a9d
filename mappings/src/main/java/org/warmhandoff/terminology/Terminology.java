package org.warmhandoff.terminology;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Collection;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.hl7.fhir.r4.model.CodeableConcept;
import org.warmhandoff.record.Words;
import org.warmhandoff.terminology.Concept.Target;

/**
 * The program's vocabulary and the public codes for it: a CodeSystem for each family of concepts,
 * and a ConceptMap where there are public codes. Immutable.
 */
public final class Terminology {

  private static final Vocabulary SHIPPED = ship();

  private final Map<Family, Map<String, Concept>> families;

  private Terminology(Vocabulary vocabulary) {
    families = new EnumMap<>(Family.class);
    Arrays.stream(Family.values())
        .forEach(family -> families.put(family, vocabulary.concepts(family)));
  }

  /** What we ship. */
  public static Terminology shipped() {
    return new Terminology(SHIPPED);
  }

  /**
   * What we ship, overridden by the files of a directory: each {@code *.json} in it is a CodeSystem
   * or a ConceptMap with the canonical of one of ours. The codes that it names are as it says; the
   * others stay as they are. New codes can be added to {@link Family#SCREENING} only.
   *
   * @throws TerminologyProblems naming the file, the line and what is wrong, for all at once
   */
  public static Terminology with(Path directory) {
    var vocabulary = new Vocabulary(SHIPPED);
    for (var file : files(directory)) {
      try {
        vocabulary.read(file.toString(), Files.readAllBytes(file));
      } catch (IOException unreadable) {
        vocabulary.problems().add(file + ":1: cannot be read");
      }
    }
    if (!vocabulary.problems().isEmpty()) {
      throw new TerminologyProblems(vocabulary.problems());
    }
    return new Terminology(vocabulary);
  }

  /** All concepts of a family, in the order of its code system. */
  public Collection<Concept> concepts(Family family) {
    return families.get(family).values();
  }

  /** The concept of that code, if the family has it. */
  public Optional<Concept> find(Family family, String code) {
    return Optional.ofNullable(families.get(family).get(code));
  }

  /** The concept of that code, which the family must have. */
  public Concept concept(Family family, String code) {
    return find(family, code)
        .orElseThrow(() -> new IllegalArgumentException(family + " has no code " + code));
  }

  /** The public codes that say no more than ours, then our own, and its display as text. */
  public CodeableConcept codeable(Family family, String code) {
    var concept = concept(family, code);
    var codeable = new CodeableConcept().setText(concept.own().display());
    concept.targets().stream()
        .filter(Target::saysNoMore)
        .map(Target::code)
        .map(Code::coding)
        .forEach(codeable::addCoding);
    return codeable.addCoding(concept.own().coding());
  }

  /** As {@link #codeable(Family, String)}, of a constant of the records. */
  public CodeableConcept codeable(Family family, Enum<?> constant) {
    return codeable(family, Words.word(constant));
  }

  /** The public codes alone, the nearest first. */
  public List<Code> standard(Family family, Enum<?> constant) {
    return concept(family, Words.word(constant)).targets().stream().map(Target::code).toList();
  }

  private static List<Path> files(Path directory) {
    if (!Files.isDirectory(directory)) {
      throw new TerminologyProblems(List.of(directory + ": is not a directory"));
    }
    try (var files = Files.list(directory)) {
      return files
          .filter(file -> file.toString().toLowerCase(Locale.ROOT).endsWith(".json"))
          .sorted()
          .toList();
    } catch (IOException unreadable) {
      throw new TerminologyProblems(List.of(directory + ": cannot be read"));
    }
  }

  private static Vocabulary ship() {
    var vocabulary = new Vocabulary();
    ship("CodeSystem", vocabulary);
    for (var family : Family.values()) {
      family.words().ifPresent(other -> vocabulary.share(family, other));
    }
    ship("ConceptMap", vocabulary);
    if (!vocabulary.problems().isEmpty()) {
      throw new TerminologyProblems(vocabulary.problems());
    }
    return vocabulary;
  }

  private static void ship(String type, Vocabulary vocabulary) {
    for (var family : Family.values()) {
      var file = type + "-" + family.word() + ".json";
      Resources.bytes(file).ifPresent(json -> vocabulary.read(file, json));
    }
  }

  /** The files that we ship. */
  private static final class Resources {

    static Optional<byte[]> bytes(String file) {
      try (var in = Terminology.class.getResourceAsStream(file)) {
        return in == null ? Optional.empty() : Optional.of(in.readAllBytes());
      } catch (IOException broken) {
        throw new UncheckedIOException("cannot read " + file, broken);
      }
    }
  }
}
