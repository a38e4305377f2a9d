package org.warmhandoff.fhir;

import static org.warmhandoff.fhir.content.Section.line;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.hl7.fhir.r4.model.Coding;
import org.hl7.fhir.r4.model.Encounter.EncounterLocationComponent;
import org.hl7.fhir.r4.model.Identifier;
import org.hl7.fhir.r4.model.Location;
import org.hl7.fhir.r4.model.Location.LocationMode;
import org.hl7.fhir.r4.model.Location.LocationPositionComponent;
import org.hl7.fhir.r4.model.Location.LocationStatus;
import org.hl7.fhir.r4.model.Period;
import org.hl7.fhir.r4.model.Reference;
import org.warmhandoff.fhir.base.Fhir;
import org.warmhandoff.fhir.base.MappingContext;
import org.warmhandoff.fhir.content.Section;
import org.warmhandoff.fhir.content.Whereabouts;
import org.warmhandoff.fhir.paper.Narratives;
import org.warmhandoff.record.Address;
import org.warmhandoff.record.Place;
import org.warmhandoff.record.Referral;

/**
 * Where the participant is to R4 Location, in the order of the FHIR page: the place of the record,
 * else the one last known, else home. Nothing for a receiver who may not know.
 */
final class PlaceMapping {

  private static final String HOME = "Home, as no other place is known";

  private final MappingContext context;
  private final Identifier identifier;
  private final Whereabouts whereabouts;
  private final List<Coding> labels;

  private PlaceMapping(Whereabouts whereabouts, Identifier identifier) {
    this.context = whereabouts.context();
    this.identifier = identifier;
    this.whereabouts = whereabouts;
    this.labels = Labels.of(context.sensitivities());
  }

  static PlaceMapping of(EventParts parts) {
    return new PlaceMapping(Whereabouts.of(parts.context(), parts.event()), parts.location());
  }

  static PlaceMapping of(MappingContext context, Referral referral) {
    return new PlaceMapping(
        Whereabouts.of(context, referral), context.identifier("referral-location", referral.id()));
  }

  Stream<Location> locations() {
    return whereabouts
        .place()
        .map(this::location)
        .or(() -> whereabouts.home().map(this::location))
        .stream();
  }

  Optional<Reference> reference() {
    return locations().findAny().map(any -> Fhir.within("Location", identifier));
  }

  /** The place within an encounter; anywhere else is only where they may have been. */
  Optional<EncounterLocationComponent> stay() {
    return whereabouts
        .place()
        .filter(whereabouts::isConfirmed)
        .map(
            any ->
                new EncounterLocationComponent()
                    .setLocation(Fhir.within("Location", identifier))
                    .setPeriod(new Period().setStartElement(Fhir.time(any.confirmedAt()))));
  }

  private Location location(Place place) {
    var location = location(whereabouts.heading(place), Whereabouts.lines(context, place));
    location.addExtension(Profiles.LAST_CONFIRMED, Fhir.time(place.confirmedAt()));
    place.note().ifPresent(location::setDescription);
    place.address().map(PlaceMapping::address).ifPresent(location::setAddress);
    place.latitude().ifPresent(north -> location.setPosition(position(north, place)));
    return location;
  }

  private Location location(Address home) {
    return location("Home of the participant", Stream.of(line(HOME, home.oneLine())))
        .setDescription(HOME + "; not confirmed for this " + whereabouts.what())
        .setAddress(address(home));
  }

  private Location location(String name, Stream<Section.Line> facts) {
    var current = whereabouts.record().current();
    var location = new Location();
    location.setMeta(Profiles.meta(Profiles.LOCATION, labels));
    location.setText(Narratives.of(name, facts));
    return location
        .addIdentifier(identifier)
        .setStatus(current ? LocationStatus.ACTIVE : LocationStatus.INACTIVE)
        .setName(name)
        .setMode(LocationMode.INSTANCE);
  }

  private static LocationPositionComponent position(double north, Place place) {
    return new LocationPositionComponent()
        .setLatitude(north)
        .setLongitude(place.longitude().orElseThrow());
  }

  private static org.hl7.fhir.r4.model.Address address(Address address) {
    var fhir =
        new org.hl7.fhir.r4.model.Address()
            .setCity(address.city())
            .setState(address.state())
            .setPostalCode(address.postalCode())
            .setCountry("US");
    address.line().forEach(fhir::addLine);
    address.county().ifPresent(fhir::setDistrict);
    return fhir;
  }
}
