package org.warmhandoff.benchmarks;

import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static java.util.stream.Collectors.counting;
import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.toSet;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.Dependency;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.library.dependencies.SliceAssignment;
import com.tngtech.archunit.library.dependencies.SliceIdentifier;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * What holds of every module, and of all of them together. It stands here, for this module is built
 * last, when the classes of the others are there.
 */
class HouseTest {

  private static final Path TOP = Path.of("..");
  private static final List<String> MODULES =
      List.of("mappings", "camel-routes", "fixtures", "adapter", "benchmarks");
  private static final String ROOT = "org.warmhandoff";
  private static final int MOST_FILES = 30;

  private static final Pattern ROOM = Pattern.compile("`([a-z]+(?:\\.[a-z]+)*)`");
  private static final Pattern WORD = Pattern.compile("[a-z]+(?:\\.[a-z]+)*");

  /** Top-level classes that need each other, each family for the reason above it. */
  private static final List<Set<String>> FAMILIES =
      List.of(
          // A sealed interface and its cases. Each says its kind, and the kind names its class.
          Set.of(
              "ProgramRecord",
              "Participant",
              "CrisisPlan",
              "CrisisEvent",
              "Referral",
              "RecordKind",
              "RecordKey"),
          // A sealed interface and its cases, each of which holds the one before it.
          Set.of(
              "DeliveryStage",
              "Opened",
              "Decided",
              "Permitted",
              "Withdrawn",
              "Matched",
              "AttemptResult"));

  private static final JavaClasses MAIN = classes("classes");
  private static final JavaClasses TESTS = classes("test-classes");

  private static JavaClasses classes(String of) {
    return new ClassFileImporter()
        .withImportOption(location -> !location.contains("jmh_generated"))
        .importPaths(
            MODULES.stream()
                .map(module -> TOP.resolve(module).resolve("target").resolve(of))
                .filter(Files::exists)
                .toList());
  }

  @Test
  void packagesFormNoCircles() {
    slices().matching(ROOT + ".(**)").should().beFreeOfCycles().check(MAIN);
  }

  @Test
  void packagesOfTestsFormNoCircles() {
    slices().matching(ROOT + ".(**)").should().beFreeOfCycles().check(TESTS);
  }

  @Test
  void classesFormNoCirclesButForFamilies() {
    slices().assignedFrom(new ByTopLevelClass()).should().beFreeOfCycles().check(MAIN);
  }

  /** Each class with all that is nested in it; a family as one. */
  private static final class ByTopLevelClass implements SliceAssignment {

    @Override
    public SliceIdentifier getIdentifierOf(JavaClass one) {
      var name = one.getName().split("\\$", 2)[0];
      var simple = name.substring(name.lastIndexOf('.') + 1);
      return SliceIdentifier.of(
          FAMILIES.stream()
              .filter(family -> family.contains(simple))
              .findFirst()
              .map(Object::toString)
              .orElse(name));
    }

    @Override
    public String getDescription() {
      return "top-level classes";
    }
  }

  @Test
  void noPackageHoldsMoreThanThirtyFiles() throws IOException {
    assertThat(sources().stream().collect(groupingBy(Path::getParent, counting())))
        .allSatisfy(
            (room, files) -> assertThat(files).as("%s", room).isLessThanOrEqualTo(MOST_FILES));
  }

  @Test
  void noTwoClassesOfAnyModuleHaveOneNameBeTheyTestsOrNot() throws IOException {
    assertThat(sources()).extracting(path -> path.getFileName().toString()).doesNotHaveDuplicates();
  }

  private static List<Path> sources() throws IOException {
    var all = new ArrayList<Path>();
    for (var module : MODULES) {
      try (var files = Files.walk(TOP.resolve(module).resolve("src"))) {
        files
            .filter(file -> file.toString().endsWith(".java"))
            .filter(file -> !file.endsWith("package-info.java"))
            .forEach(all::add);
      }
    }
    return all;
  }

  @Test
  void theRoomsAreThoseOfTheArchitectureDocument() throws IOException {
    assertThat(MAIN.stream().map(JavaClass::getPackageName).collect(toSet()))
        .containsAll(rows().keySet())
        .hasSize(rows().size() + 1);
  }

  @Test
  void noRoomKnowsOneThatStandsAboveItInItsTableOfTheArchitectureDocument() throws IOException {
    var rows = rows();
    assertThat(
            MAIN.stream()
                .filter(from -> rows.containsKey(from.getPackageName()))
                .flatMap(from -> from.getDirectDependenciesFromSelf().stream())
                .filter(one -> rows.containsKey(one.getTargetClass().getPackageName()))
                .filter(one -> row(one.getTargetClass(), rows).isAbove(row(one, rows)))
                .map(Dependency::getDescription))
        .isEmpty();
  }

  @Test
  void everyRoomStandsInThePictureOrIsNamedBesideItAndNoOtherDoes() throws IOException {
    var ofTheWay =
        rows().entrySet().stream()
            .filter(room -> room.getValue().table() == 0)
            .map(room -> room.getKey().substring(ROOT.length() + 1))
            .collect(toSet());

    var inPicture = picture().filter(word -> word.contains(".") || ofTheWay.contains(word));
    assertThat(Stream.concat(inPicture, besideIt()).collect(toSet())).isEqualTo(ofTheWay);
  }

  private static Stream<String> picture() throws IOException {
    return WORD.matcher(document().split("```", -1)[1]).results().map(MatchResult::group);
  }

  private static Stream<String> besideIt() throws IOException {
    return document()
        .lines()
        .filter(line -> line.startsWith("Beside the way"))
        .flatMap(line -> ROOM.matcher(line).results())
        .map(found -> found.group(1));
  }

  /** Where a room stands: in the first or the second table of the document, and in which row. */
  private record Row(int table, int number) {

    boolean isAbove(Row other) {
      return table == other.table && number < other.number;
    }
  }

  private static Row row(Dependency from, Map<String, Row> rows) {
    return row(from.getOriginClass(), rows);
  }

  private static Row row(JavaClass of, Map<String, Row> rows) {
    return rows.get(of.getPackageName());
  }

  private static Map<String, Row> rows() throws IOException {
    var rows = new HashMap<String, Row>();
    var table = -1;
    var number = 0;
    for (var line : document().lines().toList()) {
      if (line.startsWith("| package")) {
        table++;
      }
      if (line.startsWith("| `")) {
        var row = new Row(table, number++);
        ROOM.matcher(line.split("\\|", -1)[1])
            .results()
            .forEach(
                room ->
                    assertThat(rows.put(ROOT + "." + room.group(1), row))
                        .as("the row of %s before, for each has one", room.group(1))
                        .isNull());
      }
    }
    return rows;
  }

  private static String document() throws IOException {
    return Files.readString(TOP.resolve("docs/architecture.md"));
  }
}
