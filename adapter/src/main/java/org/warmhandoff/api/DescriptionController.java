package org.warmhandoff.api;

import org.springframework.core.io.ClassPathResource;
import org.springframework.core.io.Resource;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;
import org.warmhandoff.record.reading.Schemas;

/** How to talk with the adapter: its OpenAPI description and the schemas of the records. */
@RestController
public final class DescriptionController {

  /** The OpenAPI 3.1 description. */
  @GetMapping(path = "/openapi.yaml", produces = MediaType.APPLICATION_YAML_VALUE)
  public Resource openApi() {
    return new ClassPathResource("openapi.yaml", DescriptionController.class);
  }

  /** The AsyncAPI 3.0 description of what the program is told. */
  @GetMapping(path = "/asyncapi.yaml", produces = MediaType.APPLICATION_YAML_VALUE)
  public Resource asyncApi() {
    return new ClassPathResource("asyncapi.yaml", DescriptionController.class);
  }

  /** A JSON Schema by its file name, such as {@code crisis-plan.schema.json}. */
  @GetMapping("/schemas/{name}")
  public ResponseEntity<Object> schema(@PathVariable String name) {
    return Schemas.text(name)
        .<ResponseEntity<Object>>map(
            text ->
                ResponseEntity.ok()
                    .contentType(MediaType.parseMediaType("application/schema+json"))
                    .body(text))
        .orElseGet(() -> Problems.notFound("There is no schema of that name."));
  }
}
