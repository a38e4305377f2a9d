package org.warmhandoff.api;

import ca.uhn.fhir.context.FhirContext;
import java.util.Arrays;
import java.util.function.Function;
import org.hl7.fhir.r4.model.Resource;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;
import org.warmhandoff.terminology.Family;
import org.warmhandoff.terminology.Published;

/**
 * The vocabulary that holds, as FHIR R4: what is shipped, with what the deployer says otherwise.
 */
@RestController
public final class TerminologyController {

  private static final String FHIR_JSON = "application/fhir+json";

  private final Published published;

  /** Shows what is published. */
  public TerminologyController(Published published) {
    this.published = published;
  }

  /** The program's own codes of a family. */
  @GetMapping(path = "/api/v1/terminology/CodeSystem/{family}")
  public ResponseEntity<Object> codeSystem(@PathVariable String family) {
    return answer(family, published::codeSystem);
  }

  /** The public codes for them. */
  @GetMapping(path = "/api/v1/terminology/ConceptMap/{family}")
  public ResponseEntity<Object> conceptMap(@PathVariable String family) {
    return answer(family, published::conceptMap);
  }

  private static ResponseEntity<Object> answer(String word, Function<Family, Resource> said) {
    return Arrays.stream(Family.values())
        .filter(family -> family.word().equals(word))
        .findFirst()
        .map(said)
        .map(TerminologyController::json)
        .orElseGet(() -> Problems.notFound("There is no vocabulary of that name."));
  }

  private static ResponseEntity<Object> json(Resource resource) {
    var parser = FhirContext.forR4Cached().newJsonParser().setPrettyPrint(true);
    return ResponseEntity.ok()
        .header("Content-Type", FHIR_JSON)
        .body(parser.encodeResourceToString(resource));
  }
}
