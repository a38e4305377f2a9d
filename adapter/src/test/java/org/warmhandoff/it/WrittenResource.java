package org.warmhandoff.it;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/** A resource that an adapter wrote at a partner. */
public record WrittenResource(JsonNode resource, String namespace) {

  /** Everything of the name space that was ever written there since, every version of it. */
  public static List<WrittenResource> at(
      SharedPartners partners, String partner, String namespace, Instant since)
      throws IOException, InterruptedException {
    return partners.writtenSince(partner, since).stream()
        .map(resource -> new WrittenResource(resource, namespace))
        .filter(one -> one.resource().toString().contains(namespace))
        .toList();
  }

  public String type() {
    return resource.path("resourceType").asText();
  }

  /** {@code Type/id}. */
  public String reference() {
    return type() + "/" + resource.path("id").asText();
  }

  public String status() {
    return resource.path("status").asText();
  }

  /** The record it shows, such as {@code CP-2001}, by the identifier of that family. */
  public Optional<String> identified(String family) {
    for (var identifier : resource.path("identifier")) {
      if (identifier.path("system").asText().equals(namespace + "/" + family)) {
        return Optional.of(identifier.path("value").asText());
      }
    }
    return Optional.empty();
  }

  public List<String> identifiers() {
    var values = new ArrayList<String>();
    resource.path("identifier").forEach(one -> values.add(one.path("value").asText()));
    return values;
  }

  /** Its identifiers with their systems; without any, its id, which is of our own naming then. */
  public List<String> names() {
    var names = new ArrayList<String>();
    for (var one : resource.path("identifier")) {
      names.add(one.path("system").asText() + "|" + one.path("value").asText());
    }
    return names.isEmpty() ? List.of(reference()) : names;
  }

  public List<String> labels() {
    var codes = new ArrayList<String>();
    resource.at("/meta/security").forEach(label -> codes.add(label.path("code").asText()));
    return codes;
  }

  /** Which of these can be read in it. */
  public List<String> tells(Collection<String> sentences) {
    var text = text();
    return sentences.stream().filter(text::contains).toList();
  }

  /** Without what it says: a failing test prints this. */
  @Override
  public String toString() {
    return reference() + "/" + resource.at("/meta/versionId").asText() + " " + identifiers();
  }

  /** All that can be read in it, attachments unpacked. */
  public String text() {
    var text = new StringBuilder(resource.toString());
    for (var content : resource.path("content")) {
      var data = content.at("/attachment/data").asText();
      text.append(' ').append(new String(Base64.getDecoder().decode(data), UTF_8));
    }
    return text.toString();
  }
}
