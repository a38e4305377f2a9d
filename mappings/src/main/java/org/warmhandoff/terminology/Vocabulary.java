package org.warmhandoff.terminology;

import java.net.URI;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.warmhandoff.terminology.Concept.Target;

/** Concepts as they are read from files, a later file over an earlier one. */
final class Vocabulary {

  private static final Pattern CODE = Pattern.compile("[^\\s\\p{Cntrl}]+( [^\\s\\p{Cntrl}]+)*");

  private static final Set<String> EQUIVALENCES =
      Set.of(
          "relatedto",
          "equivalent",
          "equal",
          "wider",
          "subsumes",
          "narrower",
          "specializes",
          "inexact",
          "unmatched",
          "disjoint");

  private final Map<Family, Map<String, String>> displays = new EnumMap<>(Family.class);
  private final Map<Family, Map<String, List<Target>>> targets = new EnumMap<>(Family.class);
  private final List<String> problems = new ArrayList<>();
  private final boolean shipped;

  /** Empty, to be filled with what we ship. */
  Vocabulary() {
    this.shipped = true;
  }

  /** A copy, to be overridden by a deployer. */
  Vocabulary(Vocabulary other) {
    this.shipped = false;
    other.displays.forEach((family, words) -> displays.put(family, new LinkedHashMap<>(words)));
    other.targets.forEach((family, codes) -> targets.put(family, new LinkedHashMap<>(codes)));
  }

  List<String> problems() {
    return problems;
  }

  Map<String, Concept> concepts(Family family) {
    var concepts = new LinkedHashMap<String, Concept>();
    var standard = targets.getOrDefault(family, Map.of());
    displays
        .getOrDefault(family, Map.of())
        .forEach(
            (code, display) ->
                concepts.put(
                    code,
                    new Concept(
                        new Code(family.codeSystem(), code, display),
                        standard.getOrDefault(code, List.of()))));
    return concepts;
  }

  /** The one family has the concepts of the other, as far as they are read. */
  void share(Family family, Family of) {
    displays.put(family, new LinkedHashMap<>(displays.getOrDefault(of, Map.of())));
  }

  /** One file; what is wrong with it is added to the problems. */
  void read(String file, byte[] json) {
    try {
      var resource = PlacedJson.parse(json);
      var type = resource.text("resourceType").orElse("");
      switch (type) {
        case "CodeSystem" ->
            family(file, resource, "CodeSystem").ifPresent(f -> concepts(file, resource, f));
        case "ConceptMap" ->
            family(file, resource, "ConceptMap").ifPresent(f -> maps(file, resource, f));
        default -> wrong(file, resource, "must be a CodeSystem or a ConceptMap of FHIR R4");
      }
    } catch (PlacedJson.Malformed notJson) {
      problems.add(file + ":" + notJson.line() + ": is not JSON: " + notJson.getMessage());
    }
  }

  private Optional<Family> family(String file, PlacedJson resource, String type) {
    var prefix = Family.BASE + type + "/";
    var url = resource.text("url").orElse("");
    var family =
        Arrays.stream(Family.values()).filter(one -> url.equals(prefix + one.word())).findFirst();
    if (family.isEmpty()) {
      wrong(
          file,
          resource.get("url").orElse(resource),
          "url must be "
              + prefix
              + " and one of: "
              + String.join(", ", Arrays.stream(Family.values()).map(Family::word).toList()));
    }
    return family;
  }

  private void concepts(String file, PlacedJson resource, Family family) {
    if (resource.items("concept").isEmpty()) {
      wrong(file, resource, "has no concept");
    }
    for (var concept : resource.items("concept")) {
      var code = code(file, concept);
      var display = required(file, concept, "display");
      if (code.isPresent() && display.isPresent()) {
        concept(file, concept, family, code.get(), display.get());
      }
    }
  }

  private void concept(String file, PlacedJson at, Family family, String code, String display) {
    var words = displays.computeIfAbsent(family, any -> new LinkedHashMap<>());
    if (shipped || family.open() || words.containsKey(code)) {
      words.put(code, display);
    } else {
      unknown(file, at, family, code);
    }
  }

  private void maps(String file, PlacedJson resource, Family family) {
    if (resource.items("group").isEmpty()) {
      wrong(file, resource, "has no group");
    }
    var read = new LinkedHashMap<String, List<Target>>();
    resource.items("group").forEach(group -> group(file, group, family, read));
    targets.computeIfAbsent(family, any -> new LinkedHashMap<>()).putAll(read);
  }

  private void group(String file, PlacedJson group, Family family, Map<String, List<Target>> read) {
    if (!group.text("source").map(family.codeSystem()::equals).orElse(true)) {
      wrong(file, group.get("source").orElse(group), "source must be " + family.codeSystem());
    }
    var system = required(file, group, "target").filter(uri -> isAbsolute(file, group, uri));
    for (var element : group.items("element")) {
      required(file, element, "code")
          .filter(code -> isKnown(file, element, family, code))
          .ifPresent(
              code ->
                  read.computeIfAbsent(code, any -> new ArrayList<>())
                      .addAll(targets(file, element, system, family)));
    }
  }

  private List<Target> targets(
      String file, PlacedJson element, Optional<String> system, Family family) {
    var found = new ArrayList<Target>();
    if (element.items("target").isEmpty()) {
      wrong(file, element, "has no target; to map to nothing, say equivalence unmatched");
    }
    for (var target : element.items("target")) {
      var equivalence = required(file, target, "equivalence").orElse("unmatched");
      if (!EQUIVALENCES.contains(equivalence)) {
        wrong(file, target, "equivalence must be one that FHIR R4 knows, such as equivalent");
      } else if (equivalence.equals("unmatched")) {
        if (family.needsPublicCodes()) {
          wrong(file, target, family.word() + " cannot do without a public code");
        }
      } else {
        var code = code(file, target);
        var display = required(file, target, "display");
        if (system.isPresent() && code.isPresent() && display.isPresent()) {
          found.add(new Target(new Code(system.get(), code.get(), display.get()), equivalence));
        }
      }
    }
    return found;
  }

  private boolean isKnown(String file, PlacedJson at, Family family, String code) {
    var known = displays.getOrDefault(family, Map.of()).containsKey(code);
    if (!known) {
      unknown(file, at, family, code);
    }
    return known;
  }

  private boolean isAbsolute(String file, PlacedJson group, String uri) {
    try {
      if (URI.create(uri).isAbsolute()) {
        return true;
      }
    } catch (IllegalArgumentException notOne) {
      // said below, as of any other that is none
    }
    wrong(file, group.get("target").orElse(group), "target must be an absolute URI");
    return false;
  }

  private Optional<String> required(String file, PlacedJson object, String name) {
    var text = object.text(name).filter(words -> !words.isBlank());
    if (text.isEmpty()) {
      wrong(file, object, name + " is required, as a text");
    }
    return text;
  }

  /** As R4 writes codes: no white space but single spaces within. */
  private Optional<String> code(String file, PlacedJson object) {
    var code = required(file, object, "code");
    if (code.filter(text -> !CODE.matcher(text).matches()).isPresent()) {
      wrong(file, object, "code must be one, without white space around it");
      return Optional.empty();
    }
    return code;
  }

  private void unknown(String file, PlacedJson at, Family family, String code) {
    wrong(
        file,
        at,
        "the program has no code \""
            + code
            + "\" in "
            + family.word()
            + "; it has: "
            + String.join(", ", displays.getOrDefault(family, Map.of()).keySet()));
  }

  private void wrong(String file, PlacedJson at, String what) {
    problems.add(file + ":" + at.line() + ": " + what);
  }
}
