package org.warmhandoff.it;

import static java.util.stream.Collectors.toSet;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What is shipped: the libraries that are called, each in the software bill of materials. */
class DistributionIT {

  private static final Path TARGET = Path.of("target");

  private static Set<String> jars() throws IOException {
    try (var files = Files.list(TARGET.resolve("lib"))) {
      return files.map(file -> file.getFileName().toString()).collect(toSet());
    }
  }

  @Test
  void librariesThatAreNotCalledAreNotShipped() throws IOException {
    assertThat(jars())
        .hasSizeBetween(50, 175)
        .noneMatch(
            jar -> jar.matches("(jena|libthrift|titanium|Saxon|xmlresolver|kotlin|annotations).*"))
        .noneMatch(
            jar -> jar.matches("(protobuf|RoaringBitmap|commons-csv|httpclient5|okhttp|okio).*"))
        .noneMatch(jar -> jar.matches("camel-(xslt|xpath|log|stub|mock|rest|validator|saga).*"))
        .noneMatch(jar -> jar.matches("(tomcat-embed-websocket|hapi-fhir-validation).*"));
  }

  @Test
  void everyLibraryIsInTheSoftwareBillOfMaterialsAndNothingElse() throws IOException {
    var bill = Fixtures.json(Files.readString(TARGET.resolve("warm-handoff-sbom.json")));

    var named = new HashSet<String>();
    for (var component : bill.path("components")) {
      named.add(
          component.path("name").asText() + "-" + component.path("version").asText() + ".jar");
      assertThat(component.path("purl").asText()).startsWith("pkg:maven/");
    }
    assertThat(bill.path("bomFormat").asText()).isEqualTo("CycloneDX");
    assertThat(named).containsAll(jars());
    assertThat(named).hasSameSizeAs(jars());
  }
}
