package org.warmhandoff.testing.ehr;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.hl7.fhir.r4.model.Bundle;
import org.hl7.fhir.r4.model.Bundle.BundleEntryComponent;
import org.hl7.fhir.r4.model.Bundle.BundleType;
import org.hl7.fhir.r4.model.Bundle.HTTPVerb;
import org.hl7.fhir.r4.model.Identifier;
import org.hl7.fhir.r4.model.Reference;
import org.hl7.fhir.r4.model.Resource;
import org.warmhandoff.fhir.base.ResourceReferences;

/** Resources and their versions, as FHIR keeps them. Not for more than one thread. */
public final class MemoryResources {

  /** What it does not do, with the status of HTTP that says so. */
  static final class Refusal extends RuntimeException {

    private final int status;

    Refusal(int status) {
      super("answered " + status, null, false, false);
      this.status = status;
    }

    int status() {
      return status;
    }
  }

  /** What was written, and whether it was new. */
  record Kept(Resource resource, boolean created) {}

  private final Map<String, Resource> resources = new LinkedHashMap<>();
  private final Map<String, Consumer<Resource>> changes = new LinkedHashMap<>();
  private final AtomicInteger next = new AtomicInteger(100);

  /** Puts something there, whose id it brings. */
  public void put(Resource resource) {
    var place = resource.fhirType() + "/" + resource.getIdElement().getIdPart();
    var before = read(place).map(one -> Integer.parseInt(one.getMeta().getVersionId())).orElse(0);
    resource.setId(place);
    changes.getOrDefault(resource.fhirType(), same -> {}).accept(resource);
    resource.getMeta().setVersionId(Integer.toString(before + 1));
    resources.put(place, resource);
  }

  void changes(String type, Consumer<Resource> change) {
    changes.put(type, change);
  }

  /** Takes it away, such as {@code Patient/7}. */
  public void remove(String place) {
    resources.remove(place);
  }

  /** What is at that place. */
  public Optional<Resource> read(String place) {
    return Optional.ofNullable(resources.get(place)).map(Resource::copy);
  }

  /** All of that type. */
  public List<Resource> all(String type) {
    return resources.values().stream().filter(one -> one.fhirType().equals(type)).toList();
  }

  /** Everything but patients, as {@code Type system|value}, by first identifiers. */
  public List<String> names() {
    return resources.values().stream()
        .filter(one -> !one.fhirType().equals("Patient"))
        .map(one -> one.fhirType() + " " + identifiers(one).findFirst().orElse(one.getId()))
        .toList();
  }

  List<Resource> search(String type, Map<String, List<String>> parameters) {
    var identifier = parameters.getOrDefault("identifier", List.of());
    var patient = parameters.getOrDefault("patient", List.of());
    if (identifier.isEmpty() && patient.isEmpty()) {
      throw new Refusal(400);
    }
    return all(type).stream()
        .filter(one -> identifier.isEmpty() || identifiers(one).anyMatch(identifier::contains))
        .filter(one -> patient.isEmpty() || patients(one).anyMatch(patient::contains))
        .toList();
  }

  private static Stream<String> identifiers(Resource resource) {
    var property = resource.getNamedProperty("identifier");
    return property == null
        ? Stream.empty()
        : property.getValues().stream()
            .filter(Identifier.class::isInstance)
            .map(Identifier.class::cast)
            .map(one -> one.getSystem() + "|" + one.getValue());
  }

  private static Stream<String> patients(Resource resource) {
    return Stream.of("subject", "patient", "for")
        .map(resource::getNamedProperty)
        .filter(property -> property != null)
        .flatMap(property -> property.getValues().stream())
        .filter(Reference.class::isInstance)
        .map(Reference.class::cast)
        .map(Reference::getReference);
  }

  Kept create(Resource resource, Optional<Map<String, List<String>>> unless) {
    var there = unless.map(query -> search(resource.fhirType(), query)).orElse(List.of());
    if (there.size() > 1) {
      throw new Refusal(412);
    }
    if (there.size() == 1) {
      return new Kept(there.get(0), false);
    }
    resource.setId(resource.fhirType() + "/" + next.incrementAndGet());
    put(resource);
    return new Kept(resource, true);
  }

  Kept updateBy(Resource resource, Map<String, List<String>> query) {
    var there = search(resource.fhirType(), query);
    if (there.size() > 1) {
      throw new Refusal(412);
    }
    return there.isEmpty()
        ? create(resource, Optional.empty())
        : update(resource, there.get(0).getId(), Optional.empty());
  }

  Kept update(Resource resource, String place, Optional<String> ifMatch) {
    var there = read(place);
    var version = there.map(one -> "W/\"" + one.getMeta().getVersionId() + "\"");
    if (ifMatch.isPresent() && !ifMatch.equals(version)) {
      throw new Refusal(409);
    }
    resource.setId(place);
    put(resource);
    return new Kept(resource, there.isEmpty());
  }

  /** All of it or nothing. */
  Bundle transaction(Bundle bundle) {
    var before = new LinkedHashMap<>(resources);
    try {
      var kept = bundle.getEntry().stream().map(this::entry).toList();
      link(bundle, kept);
      return response(kept);
    } catch (Refusal refusal) {
      resources.clear();
      resources.putAll(before);
      throw refusal;
    }
  }

  private Kept entry(BundleEntryComponent entry) {
    var request = entry.getRequest();
    var url = request.getUrl();
    if (request.getMethod() == HTTPVerb.POST) {
      return create(
          entry.getResource(), Optional.ofNullable(request.getIfNoneExist()).map(Query::of));
    }
    return url.contains("?")
        ? updateBy(entry.getResource(), Query.of(url))
        : update(entry.getResource(), url, Optional.ofNullable(request.getIfMatch()));
  }

  private static void link(Bundle bundle, List<Kept> kept) {
    var places = new LinkedHashMap<String, String>();
    for (var i = 0; i < kept.size(); i++) {
      places.put(bundle.getEntry().get(i).getFullUrl(), kept.get(i).resource().getId());
    }
    kept.forEach(
        one ->
            ResourceReferences.in(one.resource())
                .filter(reference -> places.containsKey(reference.getReference()))
                .forEach(
                    reference -> reference.setReference(places.get(reference.getReference()))));
  }

  private static Bundle response(List<Kept> kept) {
    var response = new Bundle().setType(BundleType.TRANSACTIONRESPONSE);
    for (var one : new ArrayList<>(kept)) {
      var version = one.resource().getMeta().getVersionId();
      response
          .addEntry()
          .getResponse()
          .setStatus(one.created() ? "201 Created" : "200 OK")
          .setLocation(one.resource().getId() + "/_history/" + version)
          .setEtag("W/\"" + version + "\"");
    }
    return response;
  }
}
