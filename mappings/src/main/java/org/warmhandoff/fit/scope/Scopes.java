package org.warmhandoff.fit.scope;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.EnumSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What a system may do with resources of each type, as SMART App Launch 2.2 writes it: {@code
 * system/CarePlan.crus}, and as version 1 did: {@code system/CarePlan.read}. Immutable.
 *
 * @see <a href="https://hl7.org/fhir/smart-app-launch/STU2.2/scopes-and-launch-context.html">
 *     Scopes</a>
 */
public final class Scopes {

  /** What may be done, in the order in which the letters stand. */
  public enum Right {
    CREATE('c'),
    READ('r'),
    UPDATE('u'),
    DELETE('d'),
    SEARCH('s');

    private final char letter;

    Right(char letter) {
      this.letter = letter;
    }
  }

  private static final String ANY = "*";

  /** One that is bound to a search ({@code ?category=...}) allows less than it seems: no match. */
  private static final Pattern SYNTAX =
      Pattern.compile("system/(\\*|[A-Z][A-Za-z]{1,60})\\.(read|write|\\*|c?r?u?d?s?)");

  private final Map<String, Set<Right>> byType;

  private Scopes(Map<String, Set<Right>> byType) {
    this.byType = Collections.unmodifiableMap(byType);
  }

  /** None. */
  public static Scopes none() {
    return new Scopes(new TreeMap<>());
  }

  /** What these words allow; words that say something else, or of somebody else, allow nothing. */
  public static Scopes of(Collection<String> words) {
    var all = none();
    for (var word : words) {
      var parts = SYNTAX.matcher(word);
      if (parts.matches() && !parts.group(2).isEmpty()) {
        all = all.and(parts.group(1), permissions(parts.group(2)));
      }
    }
    return all;
  }

  /** Those of version 1 stand for letters of version 2. */
  private static Set<Right> permissions(String word) {
    return switch (word) {
      case "read" -> EnumSet.of(Right.READ, Right.SEARCH);
      case "write" -> EnumSet.of(Right.CREATE, Right.UPDATE, Right.DELETE);
      case ANY -> EnumSet.allOf(Right.class);
      default ->
          Arrays.stream(Right.values())
              .filter(one -> word.indexOf(one.letter) >= 0)
              .collect(Collectors.toCollection(() -> EnumSet.noneOf(Right.class)));
    };
  }

  /** These and that. */
  public Scopes and(String type, Collection<Right> permissions) {
    var all = new TreeMap<>(byType);
    if (!permissions.isEmpty()) {
      var ofType = EnumSet.copyOf(permissions);
      ofType.addAll(all.getOrDefault(type, Set.of()));
      all.put(type, Collections.unmodifiableSet(ofType));
    }
    return new Scopes(all);
  }

  /** These and those. */
  public Scopes and(Scopes others) {
    var all = this;
    for (var one : others.byType.entrySet()) {
      all = all.and(one.getKey(), one.getValue());
    }
    return all;
  }

  /** These without what they allow of that type. */
  public Scopes without(String type) {
    var all = new TreeMap<>(byType);
    all.remove(type);
    return new Scopes(all);
  }

  /** What of these those do not allow. */
  public Scopes without(Scopes allowed) {
    var left = none();
    for (var one : byType.entrySet()) {
      var missing = EnumSet.copyOf(one.getValue());
      missing.removeAll(allowed.of(one.getKey()));
      left = left.and(one.getKey(), missing);
    }
    return left;
  }

  private Set<Right> of(String type) {
    var all = EnumSet.noneOf(Right.class);
    all.addAll(byType.getOrDefault(type, Set.of()));
    all.addAll(byType.getOrDefault(ANY, Set.of()));
    return all;
  }

  public boolean isEmpty() {
    return byType.isEmpty();
  }

  /** In the words of version 2, by type. */
  public List<String> words() {
    return byType.entrySet().stream().map(one -> word(one.getKey(), one.getValue())).toList();
  }

  private static String word(String type, Set<Right> permissions) {
    var letters = new StringBuilder();
    for (var one : Right.values()) {
      if (permissions.contains(one)) {
        letters.append(one.letter);
      }
    }
    return "system/" + type + "." + letters;
  }

  /** In the words of version 1, which know no less than all reading and all writing. */
  private List<String> firstWords() {
    return byType.entrySet().stream()
        .flatMap(one -> firstWords(one.getKey(), one.getValue()))
        .toList();
  }

  private static Stream<String> firstWords(String type, Set<Right> permissions) {
    return Stream.of("read", "write")
        .filter(word -> !Collections.disjoint(permissions(word), permissions))
        .map(word -> "system/" + type + "." + word);
  }

  /**
   * What is asked for of these, in words that the server knows: of what it offers, what is wanted,
   * and no more than that where its words can say so.
   *
   * @param offered its {@code scopes_supported}; empty: it does not say
   * @param firstVersion whether it says that it knows those of version 1 alone
   */
  public List<String> asked(Optional<List<String>> offered, boolean firstVersion) {
    if (offered.isEmpty()) {
      return firstVersion ? firstWords() : words();
    }
    var asked = new ArrayList<String>();
    for (var one : byType.entrySet()) {
      asked.addAll(asked(one.getKey(), one.getValue(), offered.get()));
    }
    return List.copyOf(asked);
  }

  /**
   * Of a type its own words as they stand, for many servers compare letters: those first that allow
   * no more than is wanted. What is offered of every type alone is asked for of this one.
   */
  private static Set<String> asked(String type, Set<Right> wanted, List<String> offered) {
    var asked = new LinkedHashSet<String>();
    var left = EnumSet.copyOf(wanted);
    for (var exceeding : List.of(false, true)) {
      for (var word : offered) {
        var rights = of(List.of(word)).byType.getOrDefault(type, Set.of());
        if (wanted.containsAll(rights) != exceeding && !Collections.disjoint(rights, left)) {
          left.removeAll(rights);
          asked.add(word);
        }
      }
    }
    asked.addAll(ofAnyType(type, left, offered));
    return asked;
  }

  private static List<String> ofAnyType(String type, Set<Right> wanted, List<String> offered) {
    var words = new ArrayList<String>();
    for (var word : offered) {
      var rights = EnumSet.noneOf(Right.class);
      rights.addAll(of(List.of(word)).byType.getOrDefault(ANY, Set.of()));
      rights.retainAll(wanted);
      if (!rights.isEmpty()) {
        wanted.removeAll(rights);
        words.addAll(
            word.matches(".*\\.(read|write|\\*)")
                ? firstWords(type, rights).toList()
                : List.of(word(type, rights)));
      }
    }
    return words;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Scopes scopes && byType.equals(scopes.byType);
  }

  @Override
  public int hashCode() {
    return byType.hashCode();
  }

  @Override
  public String toString() {
    return String.join(" ", words());
  }
}
