package org.warmhandoff.cases;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import ca.uhn.fhir.context.FhirContext;
import ca.uhn.fhir.parser.DataFormatException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.hl7.fhir.common.hapi.validation.support.PrePopulatedValidationSupport;
import org.hl7.fhir.utilities.npm.NpmPackage;

/** A guide whose profiles we keep. Its package is no part of the project: it is there or not. */
public enum Guide {
  US_CORE_6("us_core_610.tgz", "hl7.fhir.us.core#6.1.0"),
  US_CORE_7("us_core_700.tgz", "hl7.fhir.us.core#7.0.0"),
  US_CORE_8("us_core_800.tgz", "hl7.fhir.us.core#8.0.0"),
  /** Its profiles stand on those of US Core. */
  BSER("bser-2.0.0-ballot", "hl7.fhir.us.bser#2.0.0-ballot");

  private static final FhirContext R4 = FhirContext.forR4Cached();
  private static final List<Path> PLACES =
      Stream.of(
              Stream.ofNullable(System.getProperty("fhir.packages")).map(Path::of),
              Stream.of(
                  Path.of("..", "..", "shared", "packages"),
                  Path.of(System.getProperty("user.home"), ".fhir", "packages")))
          .flatMap(some -> some)
          .toList();

  private final String file;
  private final String cached;

  Guide(String file, String cached) {
    this.file = file;
    this.cached = cached;
  }

  /** Its definitions; without a package the test is skipped, and says where it was looked for. */
  public PrePopulatedValidationSupport definitions() {
    var found =
        PLACES.stream()
            .flatMap(place -> Stream.of(file, cached).map(place::resolve))
            .filter(Files::exists)
            .findFirst();
    if (found.isEmpty()) {
      System.out.println("skipped: no package of " + this + " in " + PLACES);
    }
    assumeTrue(found.isPresent());
    var definitions = new PrePopulatedValidationSupport(R4);
    texts(found.get()).forEach(json -> add(definitions, json));
    return definitions;
  }

  private static List<String> texts(Path path) {
    try {
      return Files.isDirectory(path) ? loose(path) : packed(path);
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }

  private static List<String> packed(Path path) throws IOException {
    var texts = new ArrayList<String>();
    try (var in = Files.newInputStream(path)) {
      var content = NpmPackage.fromPackage(in);
      for (var name : content.listResources("StructureDefinition", "ValueSet", "CodeSystem")) {
        texts.add(new String(content.load("package", name).readAllBytes(), UTF_8));
      }
    }
    return texts;
  }

  /** A folder of files, or a package of the FHIR package cache. */
  private static List<String> loose(Path path) throws IOException {
    var folder = Files.isDirectory(path.resolve("package")) ? path.resolve("package") : path;
    var texts = new ArrayList<String>();
    try (var files = Files.list(folder)) {
      for (var file : files.sorted().toList()) {
        if (file.getFileName().toString().matches("(StructureDefinition|ValueSet|CodeSystem)-.*")) {
          texts.add(Files.readString(file));
        }
      }
    }
    return texts;
  }

  /** Some of a package are of a newer FHIR than they say; none of those is a profile of ours. */
  private static void add(PrePopulatedValidationSupport definitions, String json) {
    try {
      definitions.addResource(R4.newJsonParser().parseResource(json));
    } catch (DataFormatException newer) {
      return;
    }
  }
}
