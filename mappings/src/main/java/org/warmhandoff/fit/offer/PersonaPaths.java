package org.warmhandoff.fit.offer;

import ca.uhn.fhir.context.FhirContext;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/** Whether the types and elements that a persona names are those of R4: no schema knows them. */
final class PersonaPaths {

  private PersonaPaths() {}

  static Stream<String> problems(JsonNode persona) {
    return Stream.of(
            names(persona, "/takes/types", PersonaPaths::whyNoType),
            items(persona, "/searches/needPatient", PersonaPaths::whyNoType),
            names(persona, "/searches/never", PersonaPaths::whyNoType),
            items(persona, "/elements/never", path -> ElementPath.of(path).whyNotLeftOut()),
            names(persona, "/elements/longest", path -> ElementPath.of(path).whyUnknown()),
            items(persona, "/documents/required", path -> ElementPath.of(path).whyUnknown()))
        .flatMap(Function.identity());
  }

  private static Optional<String> whyNoType(String name) {
    return FhirContext.forR4Cached().getResourceTypes().contains(name)
        ? Optional.empty()
        : Optional.of("R4 has no such type");
  }

  private static Stream<String> names(
      JsonNode persona, String place, Function<String, Optional<String>> wrong) {
    return persona.at(place).properties().stream()
        .map(Map.Entry::getKey)
        .flatMap(name -> wrong.apply(name).map(why -> place + "/" + name + ": " + why).stream());
  }

  private static Stream<String> items(
      JsonNode persona, String place, Function<String, Optional<String>> wrong) {
    return StreamSupport.stream(persona.at(place).spliterator(), false)
        .map(JsonNode::asText)
        .flatMap(item -> wrong.apply(item).map(why -> place + ": " + item + ": " + why).stream());
  }
}
